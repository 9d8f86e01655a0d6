/** The units calculator: minutes are typed, units stand below with their reasons. It computes on this machine alone. */

import { data, element, elements } from "../elements.js";
import { minuteBar } from "./minute-bar.js";
import { faults, serviceRows } from "./rows.js";
import { countUnits } from "./units.js";
import { claimsAsText, onInput, stepEntries, writeClaims } from "./written.js";

const calculator = element(document, "[data-calculator=units]");
const status = element(calculator, ".calculator__status");
const figure = element(calculator, ".calculator__figure");
const boxes = elements(calculator, ".calculator__rule");
const facts = JSON.parse(data(calculator, "facts"));
const says = JSON.parse(data(calculator, "says"));
const rows = serviceRows(calculator, show);

function show() {
  const given = rows.read()?.map(({ code, timed, minutes: [minutes = 0] }) => ({ code, timed, minutes }));
  for (const box of boxes) box.hidden = !given;
  figure.hidden = !given;
  if (!given) {
    status.textContent = faults(calculator);
    return;
  }
  const said = [];
  for (const box of boxes) {
    const result = countUnits(given, data(box, "rule"));
    const claims = claimsAsText(result.acceptable, given.map((service) => service.code));
    writeClaims(element(box, ".calculator__answer"), claims);
    element(box, "ol").replaceChildren(...stepEntries(result.steps, says, facts));
    said.push(`${element(box, ".calculator__name").textContent}: ${claims.join(" or ") || "unsettled"}.`);
    if (box.dataset.rule === "medicare") figure.replaceChildren(minuteBar(given, result));
  }
  status.textContent = said.join(" ");
  history.replaceState(null, "", `#${given.map((service) => `${service.code}=${service.minutes}`).join("&")}`);
}

/** The rows that the address asks for, such as #97112=24&97110=23. */
function fromAddress() {
  const asked = location.hash.slice(1).split("&").map((part) => /^(\w{5})=(\d{1,4})$/.exec(part) ?? []);
  const known = asked.filter(([, code = ""]) => rows.knows(code)).slice(0, rows.most);
  rows.clear();
  for (const [, code = "", minutes = ""] of known.length ? known : [["", "97112", "24"], ["", "97110", "23"]]) rows.add(code, [minutes]);
  show();
}

onInput(element(calculator, "form"), show);
addEventListener("hashchange", fromAddress);

fromAddress();
calculator.removeAttribute("data-waiting");
