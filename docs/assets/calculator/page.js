/** The units calculator: minutes are typed, and the units stand below under each payer's rule. It computes on this machine alone. */

import { minuteBar } from "./minute-bar.js";
import { countUnits, MAX_MINUTES } from "./units.js";

/** @type {HTMLElement} */
const calculator = document.querySelector(".calculator");
const form = calculator.querySelector("form");
const rows = calculator.querySelector(".calculator__rows");
const template = calculator.querySelector("template");
const status = calculator.querySelector(".calculator__status");
const facts = JSON.parse(calculator.dataset.facts);
/** @type {Map<string, boolean>} */
const timed = new Map([...template.content.querySelectorAll("option")].map((option) => [option.value, option.dataset.timed === "yes"]));
const MOST_ROWS = 8;

/** @param {string} code @param {string} minutes */
function addRow(code, minutes) {
  const row = template.content.firstElementChild.cloneNode(true);
  row.querySelector("select").value = code;
  row.querySelector("input").value = minutes;
  rows.append(row);
  number();
  return row;
}

/** Number the rows, for labels. */
function number() {
  const all = [...rows.children];
  all.forEach((row, i) => {
    row.querySelector("select").setAttribute("aria-label", `Service ${i + 1}, code`);
    row.querySelector("input").setAttribute("aria-label", `Service ${i + 1}, minutes`);
    const remove = row.querySelector("[data-action=remove]");
    remove.setAttribute("aria-label", `Remove service ${i + 1}`);
    remove.hidden = all.length === 1;
    row.querySelector(".calculator__error").id = `calculator-error-${i + 1}`;
  });
  calculator.querySelector("[data-action=add]").hidden = all.length >= MOST_ROWS;
}

/** The services as typed, or null where one cannot be: it then says so beside its field. */
function services() {
  let sound = true;
  let total = 0;
  const found = [...rows.children].map((row) => {
    const input = row.querySelector("input");
    const error = row.querySelector(".calculator__error");
    const text = input.value.trim();
    let wrong = "";
    if (!/^\d+$/.test(text)) wrong = text ? "Write a whole number of minutes." : "Write the minutes.";
    else if (Number(text) > MAX_MINUTES || (total += Number(text)) > MAX_MINUTES) wrong = `A day has ${MAX_MINUTES} minutes.`;
    error.textContent = wrong;
    input.toggleAttribute("aria-invalid", Boolean(wrong));
    if (wrong) input.setAttribute("aria-describedby", error.id);
    else input.removeAttribute("aria-describedby");
    if (wrong) sound = false;
    const code = row.querySelector("select").value;
    return { code, minutes: Number(text), timed: timed.get(code) };
  });
  return sound ? found : null;
}

/** @param {string} name @param {string} className @param {string} [text] */
function make(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function show() {
  const given = services();
  for (const box of calculator.querySelectorAll(".calculator__rule")) box.hidden = !given;
  const figure = calculator.querySelector(".calculator__figure");
  figure.hidden = !given;
  if (!given) {
    status.textContent = "Something is missing above.";
    return;
  }
  const order = given.map((service) => service.code);
  const said = [];
  for (const box of calculator.querySelectorAll(".calculator__rule")) {
    const result = countUnits(given, box.dataset.rule);
    const written = result.acceptable.map(
      (claim) => [...new Set(order)].filter((code) => claim[code]).map((code) => `${code} × ${claim[code]}`).join(", ") || "nothing is billed",
    );
    const answer = box.querySelector(".calculator__answer");
    answer.replaceChildren(...(written.length ? written.map((text, i) => make("span", "calculator__claim", i ? `or ${text}` : text)) : [make("span", "", "Unsettled")]));
    const steps = result.steps.map((each) => {
      const entry = make("li", "", `${each.text} `);
      for (const cite of each.cites) {
        const link = make("a", "fact__id", cite);
        link.href = facts[cite];
        entry.append(link);
      }
      return entry;
    });
    box.querySelector("ol").replaceChildren(...steps);
    said.push(`${box.querySelector(".calculator__name").textContent}: ${written.join(" or ") || "unsettled"}.`);
    if (box.dataset.rule === "medicare") figure.replaceChildren(minuteBar(given, result));
  }
  status.textContent = said.join(" ");
  history.replaceState(null, "", `#${given.map((service) => `${service.code}=${service.minutes}`).join("&")}`);
}

/** The rows that the address asks for, such as #97112=24&97110=23. */
function fromAddress() {
  const asked = location.hash.slice(1).split("&").map((part) => /^(\w{5})=(\d{1,4})$/.exec(part));
  const known = asked.filter((part) => part && timed.has(part[1])).slice(0, MOST_ROWS);
  rows.replaceChildren();
  for (const [, code, minutes] of known.length ? known : [["", "97112", "24"], ["", "97110", "23"]]) addRow(code, minutes);
}

let waiting = 0;
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, 150);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
form.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-action]");
  if (!button) return;
  if (button.dataset.action === "add") {
    addRow("97140", "").querySelector("input").focus();
  } else {
    const row = button.closest(".calculator__row");
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    number();
    next.querySelector("input").focus();
  }
  show();
});
addEventListener("hashchange", () => {
  fromAddress();
  show();
});

fromAddress();
calculator.hidden = false;
show();
