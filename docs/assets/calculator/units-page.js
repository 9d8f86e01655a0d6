/** The units calculator: minutes are entered, and the units stand beside them with their reasons. It computes on this machine alone. */

import { data, element, elements } from "../elements.js";
import { minuteBar } from "./minute-bar.js";
import { faults, serviceRows, tell } from "./rows.js";
import { countUnits } from "./units.js";
import { claimsAsText, onInput, stepEntries, writeClaims } from "./written.js";

const calculator = element(document, "[data-calculator=units]");
const status = element(calculator, ".calculator__status");
const figure = element(calculator, ".calculator__figure");
const why = element(calculator, ".calculator__why");
const day = element(calculator, "[name=day]", HTMLInputElement);
const dayError = element(calculator, "#calculator-error-day");
const boxes = elements(calculator, ".calculator__rule");
const facts = JSON.parse(data(calculator, "facts"));
const says = JSON.parse(data(calculator, "says"));
const rows = serviceRows(calculator, show);

function show() {
  const given = rows.read()?.map(({ code, timed, minutes: [minutes = 0] }) => ({ code, timed, minutes }));
  for (const part of [...boxes, figure, why]) part.hidden = !given;
  if (!given) {
    status.textContent = faults(calculator);
    return;
  }
  const said = [];
  for (const box of boxes) {
    const rule = data(box, "rule");
    const result = countUnits(given, rule);
    const claims = claimsAsText(result.acceptable, given.map((service) => service.code));
    writeClaims(element(box, ".calculator__answer"), claims);
    element(why, `[data-why="${rule}"] ol`).replaceChildren(...stepEntries(result.steps, says, facts));
    said.push(`${element(box, ".calculator__name").textContent}: ${claims.join(" or ") || "unsettled"}.`);
    if (rule === "medicare") figure.replaceChildren(minuteBar(given, result));
  }
  status.textContent = said.join(" ");
  const services = given.map((service) => `${service.code}=${service.minutes}`).join("&");
  history.replaceState(null, "", `#${services}`);
}

/** A code and its minutes as people write them, whatever stands between. */
const SERVICE = /\b([a-z\d]\d{4})\b\D{0,12}?(\d{1,4})\b/gi;

/** Put these services into the rows. @param {{code: string, minutes: string}[]} services */
function fill(services) {
  rows.clear();
  for (const { code, minutes } of services.slice(0, rows.most)) rows.add(code, [minutes]);
}

/** The day as it is written in one field, put into the rows as soon as all of it is understood. */
function fromText() {
  const written = [...day.value.matchAll(SERVICE)].map(([, code = "", minutes = ""]) => ({ code: code.toUpperCase(), minutes }));
  const unknown = written.filter(({ code }) => !rows.knows(code)).map(({ code }) => code);
  const odd = !written.length || /\d/.test(day.value.replace(SERVICE, ""));
  const wrong = unknown.length ? `Not counted here: ${unknown.join(", ")}.` : odd ? "Write each code and its minutes, such as 97112 24, 97110 23." : "";
  dayError.textContent = day.value.trim() ? wrong : "";
  tell(day, dayError.textContent ? dayError : null);
  if (!wrong) fill(written);
}

/** The rows that the address asks for, such as #97112=24&97110=23. */
function fromAddress() {
  const asked = location.hash.slice(1).split("&").map((part) => /^(\w{5})=(\d{1,4})$/.exec(part) ?? []);
  const known = asked.map(([, code = "", minutes = ""]) => ({ code, minutes })).filter(({ code }) => rows.knows(code));
  fill(known.length ? known : [{ code: "97112", minutes: "24" }, { code: "97110", minutes: "23" }]);
  show();
}

day.addEventListener("input", fromText);
onInput(element(calculator, "form"), show);
addEventListener("hashchange", fromAddress);

fromAddress();
calculator.removeAttribute("data-waiting");
