/**
 * Filters the page of all facts by the form above them and keeps the choice in the address, such as #words=kx&whose=medicare.
 * The page of sources leads to the facts that rest on one, #source=its-id, for which there is no field to be seen.
 * Without it the form stays hidden and every fact is listed.
 */

import { data, element, elements } from "./elements.js";

const form = element(document, "#fact-filter", HTMLFormElement);
const words = element(form, "[name=words]", HTMLInputElement);
const source = element(form, "[name=source]", HTMLInputElement);
const selects = elements(form, "select", HTMLSelectElement);
const fields = [words, source, ...selects];
const count = element(form, ".filters__count");
const total = count.textContent;
const groups = elements(document, ".fact-rows").map((section) => ({
  section,
  facts: elements(section, "[data-is]").map((row) => ({
    row,
    is: data(row, "is").split(" "),
    text: row.textContent.toLowerCase(),
  })),
}));

/** Show the facts that the form asks for, and the headings above them. */
function show() {
  const parts = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  const [subject, ...is] = selects.map((select) => select.value);
  /** @type {Set<string>} */
  const subjects = new Set();
  let shown = 0;
  for (const { section, facts } of groups) {
    let some = false;
    for (const fact of facts) {
      const fits = (!subject || subject === data(section, "subject")) && is.every((value) => !value || fact.is.includes(value));
      const rests = !source.value || fact.row.querySelector(`a[href$="#source-${CSS.escape(source.value)}"]`) !== null;
      fact.row.hidden = !(fits && rests && parts.every((part) => fact.text.includes(part)));
      if (!fact.row.hidden) {
        shown += 1;
        some = true;
      }
    }
    section.hidden = !some;
    if (some) subjects.add(data(section, "subject"));
  }
  for (const heading of elements(document, "h2[id^=about-]")) heading.hidden = !subjects.has(heading.id.slice("about-".length));
  const all = fields.every((field) => !field.value);
  count.textContent = all ? total : shown ? `${shown} of ${total}${source.value ? ", resting on one source" : ""}` : `No fact matches. Change a filter, or clear them to see all ${total}.`;
  element(form, "[type=reset]").hidden = all;
}

/** Set the form as the address says. */
function read() {
  const asked = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  for (const field of fields) field.value = asked.get(field.name) ?? "";
  show();
}

/** Show what the form says, and keep it in the address. */
function filter() {
  show();
  const asked = new URLSearchParams(fields.filter((field) => field.value).map((field) => [field.name, field.value]));
  history.replaceState(history.state, "", asked.size ? `#${asked}` : location.pathname + location.search);
}

form.addEventListener("input", filter);
form.addEventListener("reset", () => {
  for (const field of fields) field.value = "";
  filter();
  words.focus();
});
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target && !target.hidden) return;
  read();
  target?.scrollIntoView();
});
if (location.hash.includes("=")) read();
form.removeAttribute("data-waiting");
