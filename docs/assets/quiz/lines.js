/** The lines of a claim that is filled in: one to begin with, more as the learner adds them. */

import { around, data, element, elements } from "../elements.js";

/** @param {ParentNode} form */
export const linesOf = (form) => elements(form, ".claim-grid__line");

/** Number the lines anew, and offer what can be done with them. @param {Element} form */
function settleLines(form) {
  const lines = linesOf(form);
  for (const [place, line] of lines.entries()) {
    const number = place + 1;
    line.setAttribute("aria-label", `Line ${number}`);
    for (const field of elements(line, "select, input")) field.setAttribute("name", `${data(around(field, "[data-cell]"), "cell")}-${number}`);
    const remove = element(line, "[data-action=remove-line]");
    remove.hidden = lines.length === 1;
    remove.setAttribute("aria-label", `Remove line ${number}`);
  }
  element(form, "[data-action=add-line]").hidden = lines.length >= Number(data(element(form, ".claim-grid"), "most"));
}

/** Let a form have so many lines: empty ones are added, the last ones are taken away. @param {Element} form @param {number} count */
export function haveLines(form, count) {
  const lines = linesOf(form);
  const [first] = lines;
  if (!first) return;
  for (const line of lines.slice(Math.max(1, count))) line.remove();
  for (let place = lines.length; place < count; place += 1) {
    const line = /** @type {HTMLElement} */ (first.cloneNode(true));
    for (const cell of elements(line, "[data-cell]")) delete cell.dataset.verdict;
    for (const field of line.querySelectorAll("select, input")) {
      field.removeAttribute("aria-invalid");
      if (field instanceof HTMLInputElement) field.value = "";
    }
    linesOf(form).at(-1)?.after(line);
  }
  settleLines(form);
}

/** Add an empty line and go to it. @param {HTMLFormElement} form */
export function addLine(form) {
  haveLines(form, linesOf(form).length + 1);
  const line = linesOf(form).at(-1);
  if (line) element(line, "select").focus();
  changed(form);
}

/** Take the line of a button away; the focus goes to the line that follows, or the last one. @param {HTMLElement} button */
export function removeLine(button) {
  const form = around(button, "form", HTMLFormElement);
  const line = around(button, ".claim-grid__line");
  const place = linesOf(form).indexOf(line);
  line.remove();
  settleLines(form);
  const left = linesOf(form);
  const next = left[Math.min(place, left.length - 1)];
  if (next) element(next, "select").focus();
  changed(form);
  return `Line ${place + 1} is removed. ${left.length} ${left.length === 1 ? "line is" : "lines are"} left.`;
}

/** What was filled in has changed, as by typing. @param {HTMLFormElement} form */
const changed = (form) => form.dispatchEvent(new Event("input", { bubbles: true }));
