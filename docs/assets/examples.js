/**
 * Filters the examples by the form above them and keeps the choice in the address, such as #setting=home&code=97112.
 * Without it the form stays hidden and every example is listed.
 */

import { around, data, element, elements } from "./elements.js";

/**
 * Show what the form asks for: the examples, the headings above them and their entries in the tables of contents.
 * @param {HTMLFormElement} form
 */
function show(form) {
  const asked = choices(form);
  const examples = elements(document, ".example");
  /** @type {Set<string>} */
  const codes = new Set();
  let count = 0;
  for (const example of examples) {
    example.hidden = asked.some(([name, value]) => example.dataset[name] !== value);
    if (example.hidden) continue;
    count += 1;
    codes.add(`code-${data(example, "code").toLowerCase()}`);
  }
  for (const heading of elements(document, "h2[id^=code-]")) {
    heading.hidden = !codes.has(heading.id);
    for (const link of elements(document, `.md-nav--secondary a[href$="#${heading.id}"]`)) {
      around(link, "li").hidden = heading.hidden;
    }
  }
  const total = examples.length;
  const none = `No example matches these filters. Change one, or clear them to see all ${total}.`;
  element(form, ".filters__count").textContent =
    count === 0 ? none : asked.length === 0 ? `${total} examples` : `${count} of ${total} examples`;
  element(form, "[type=reset]").hidden = asked.length === 0;
}

/**
 * The filters that are set, by the name of the data that they compare.
 * @param {HTMLFormElement} form
 * @returns {[string, string][]}
 */
function choices(form) {
  return elements(form, "select", HTMLSelectElement).filter((select) => select.value).map((select) => [select.name, select.value]);
}

/**
 * Set the form as the address says. What it does not know is left out.
 * @param {HTMLFormElement} form
 */
function read(form) {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const select of form.querySelectorAll("select")) {
    const value = given.get(select.name) ?? "";
    select.value = [...select.options].some((option) => option.value === value) ? value : "";
  }
}

/** @param {HTMLFormElement} form */
function write(form) {
  const hash = new URLSearchParams(choices(form)).toString();
  history.replaceState(history.state, "", hash ? `#${hash}` : location.pathname + location.search);
}

/**
 * Follow the address: filters are set as it says; an example that it names is shown, whatever was filtered.
 * @param {HTMLFormElement} form
 */
function follow(form) {
  const target = location.hash.includes("=") ? null : document.getElementById(location.hash.slice(1));
  if (target && !target.hidden) return;
  read(form);
  show(form);
  target?.scrollIntoView();
}

for (const form of elements(document, "form.filters", HTMLFormElement)) {
  read(form);
  show(form);
  form.hidden = false;
  form.addEventListener("change", () => {
    show(form);
    write(form);
  });
  form.addEventListener("reset", () => {
    for (const select of form.querySelectorAll("select")) select.value = "";
    show(form);
    write(form);
    element(form, "select").focus();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", () => follow(form));
  // Showing the form moves what is below it: an example that the address names is brought back into view.
  if (!location.hash.includes("=")) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}
