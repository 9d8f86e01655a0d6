/** Any pair of codes: two codes are typed, and what the tables of edits say of them stands below. */

import { data, element, make } from "../elements.js";
import { fromAddress, toAddress, valueOf } from "./form.js";
import { codesOf, pairOf } from "./pair.js";

const finder = element(document, "[data-finder=pair]");
const form = element(finder, "form", HTMLFormElement);
const result = element(finder, ".finder__result");
/** @type {import("./pair.js").Tables} */
const tables = JSON.parse(data(finder, "tables"));
const known = codesOf(tables);

/** What a field holds, as codes are written. @param {string} name */
const code = (name) => valueOf(form, name).trim().toUpperCase();

/** Say what is wrong with a field, or that nothing is. @param {string} name @param {string} wrong */
function fault(name, wrong) {
  element(form, `#finder-error-${name}`).textContent = wrong;
  element(form, `[name=${name}]`).setAttribute("aria-invalid", String(Boolean(wrong)));
}

/** What is wrong with a code, once it is typed whole. @param {string} typed */
const wrongOf = (typed) => (typed.length < 5 || known.has(typed) ? "" : `${typed} is in no table of edits that this guide read: look it up in the current one.`);

function show() {
  const [first, second] = [code("first"), code("second")];
  const twice = first === second && first.length === 5;
  fault("first", wrongOf(first));
  fault("second", twice ? "Write another code: an edit is between two." : wrongOf(second));
  const whole = !twice && known.has(first) && known.has(second);
  result.hidden = !whole;
  element(finder, ".finder__status").textContent = "";
  if (!whole) return;
  const found = pairOf(tables, first, second) ?? { kind: "depends", says: "Not looked up.", lines: ["Neither table was read for this pair: look it up in the current one."] };
  const named = [first, second].map((each) => (tables.names[each] ? `${each} (${tables.names[each]})` : each)).join(" with ");
  result.dataset.answer = found.kind;
  element(result, ".finder__note").textContent = named;
  element(result, ".finder__code").textContent = found.says;
  element(result, ".finder__why").replaceChildren(...found.lines.map((line) => make("li", "", line)));
  element(finder, ".finder__status").textContent = `${named}. ${found.says}`;
}

fromAddress(form);
show();
form.addEventListener("input", () => {
  show();
  toAddress(form, ["first", "second"]);
});
form.addEventListener("submit", (event) => event.preventDefault());
finder.removeAttribute("data-waiting");
