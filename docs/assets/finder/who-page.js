/** Who may provide it: profession, payer, setting and day are chosen, and the answer stands beside them with its reasons. */

import { stepEntries } from "../calculator/written.js";
import { data, element, elements, make } from "../elements.js";
import { follow, toAddress, today, valueOf } from "./form.js";
import { whoMay } from "./who.js";

const FIELDS = ["profession", "payer", "setting", "on", "supervision", "incident_to"];

const finder = element(document, "[data-finder=who]");
const form = element(finder, "form", HTMLFormElement);
const day = element(form, "[name=on]", HTMLInputElement);
const result = element(finder, ".finder__result");
/** @type {Record<string, string>} */
const facts = JSON.parse(data(finder, "facts"));
/** @type {import("./who.js").Tables} */
const tables = JSON.parse(data(finder, "tables"));

/** An answer in a line: the word, and the supervision that it requires. @param {import("./who.js").Answer} answer */
const inWords = ({ answer, supervision }) => [tables.names[answer], ...(supervision ? [`under ${supervision} supervision`] : [])].join(", ");

function show() {
  const choice = {
    profession: valueOf(form, "profession"),
    payer: valueOf(form, "payer"),
    setting: valueOf(form, "setting"),
    incident_to: valueOf(form, "incident_to") === "yes",
    supervision: valueOf(form, "supervision") || null,
  };
  const found = day.value ? whoMay(tables, choice, day.value) : null;
  const wrong = found ? "" : `Write a service date from ${day.min} on.`;
  element(finder, ".finder__error").textContent = wrong;
  day.setAttribute("aria-invalid", String(!found));
  result.hidden = !found;
  element(finder, ".finder__status").textContent = found ? `${inWords(found.answer)}.` : wrong;
  if (!found) return;
  const { answer, others } = found;
  for (const sign of elements(result, ".finder__sign", SVGElement)) sign.toggleAttribute("hidden", sign.dataset.answer !== answer.answer);
  result.dataset.answer = answer.answer;
  element(result, ".finder__word").textContent = inWords(answer);
  element(result, ".finder__note").textContent = answer.settled ? "" : "No source that was read settles it.";
  element(result, ".finder__why").replaceChildren(...stepEntries(answer.steps, tables.says, facts));
  element(result, ".finder__days").replaceChildren(
    ...others.map(({ from, to, answer: other }) => make("li", "", `Service dates from ${from} ${to ? ["to", to].join(" ") : "on"}: ${inWords(other)}.`)),
  );
  toAddress(form, FIELDS);
}

day.defaultValue = today();
follow(form, show);
if (valueOf(form, "supervision") || valueOf(form, "incident_to")) element(form, ".finder__more", HTMLDetailsElement).open = true;
finder.removeAttribute("data-waiting");
