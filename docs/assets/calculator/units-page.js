/** The units calculator: minutes are typed, and the units stand below under each payer's rule. It computes on this machine alone. */

import { minuteBar } from "./minute-bar.js";
import { faults, serviceRows } from "./rows.js";
import { countUnits } from "./units.js";
import { claimsAsText, stepEntries, writeClaims } from "./written.js";

/** @type {HTMLElement} */
const calculator = document.querySelector("[data-calculator=units]");
const form = calculator.querySelector("form");
const status = calculator.querySelector(".calculator__status");
const figure = calculator.querySelector(".calculator__figure");
const boxes = calculator.querySelectorAll(".calculator__rule");
const facts = JSON.parse(calculator.dataset.facts);
const says = JSON.parse(calculator.dataset.says);
const rows = serviceRows(calculator, show);
const WAIT = 150;

function show() {
  const given = rows.read()?.map(({ code, timed, minutes }) => ({ code, timed, minutes: minutes[0] }));
  for (const box of boxes) box.hidden = !given;
  figure.hidden = !given;
  if (!given) {
    status.textContent = faults(calculator);
    return;
  }
  const said = [];
  for (const box of boxes) {
    const result = countUnits(given, box.dataset.rule);
    const claims = claimsAsText(result.acceptable, given.map((service) => service.code));
    writeClaims(box.querySelector(".calculator__answer"), claims);
    box.querySelector("ol").replaceChildren(...stepEntries(result.steps, says, facts));
    said.push(`${box.querySelector(".calculator__name").textContent}: ${claims.join(" or ") || "unsettled"}.`);
    if (box.dataset.rule === "medicare") figure.replaceChildren(minuteBar(given, result));
  }
  status.textContent = said.join(" ");
  history.replaceState(null, "", `#${given.map((service) => `${service.code}=${service.minutes}`).join("&")}`);
}

/** The rows that the address asks for, such as #97112=24&97110=23. */
function fromAddress() {
  const asked = location.hash.slice(1).split("&").map((part) => /^(\w{5})=(\d{1,4})$/.exec(part));
  const known = asked.filter((part) => part && rows.knows(part[1])).slice(0, rows.most);
  rows.clear();
  for (const [, code, minutes] of known.length ? known : [["", "97112", "24"], ["", "97110", "23"]]) rows.add(code, [minutes]);
  show();
}

let waiting = 0;
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, WAIT);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
addEventListener("hashchange", fromAddress);

fromAddress();
calculator.removeAttribute("data-waiting");
