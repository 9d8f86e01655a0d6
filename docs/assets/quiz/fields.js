/** What was filled into an item, as fields that can be kept, and put back. */

import { data, elements } from "../elements.js";
import { haveLines } from "./lines.js";

/** @typedef {import("./types.js").Fields} Fields */

/** The fields of an answer. @param {HTMLFormElement} form */
const fieldsOf = (form) =>
  [...form.elements].filter((field) => field instanceof HTMLInputElement || field instanceof HTMLSelectElement).filter((field) => field.name);

/** Whether a field is a choice that is made by checking it. @param {HTMLInputElement | HTMLSelectElement} field @returns {field is HTMLInputElement} */
const isChoice = (field) => field.type === "radio" || field.type === "checkbox";

/** What was filled in; an order by its entries, and only once one was moved. @param {HTMLFormElement} form @returns {Fields} */
export function answerOf(form) {
  if (form.dataset.kind === "order") {
    return form.dataset.moved === undefined ? [] : elements(form, ".order__entry").map((entry) => ["entry", data(entry, "id")]);
  }
  // Not by FormData, which leaves out what is disabled once it was checked.
  return fieldsOf(form)
    .filter((field) => field.value !== "" && (!isChoice(field) || field.checked))
    .map((field) => [field.name, field.value]);
}

/** @param {HTMLFormElement} form @param {Fields} fields */
export function restore(form, fields) {
  form.reset();
  haveLines(form, Math.max(1, ...fields.map(([name]) => Number(/^(?:code|units|modifiers)-(\d+)$/.exec(name)?.[1] ?? 1))));
  for (const [name, value] of fields) {
    if (name === "entry") {
      const entry = form.querySelector(`.order__entry[data-id="${CSS.escape(value)}"]`);
      entry?.parentElement?.append(entry);
      form.dataset.moved = "";
      continue;
    }
    for (const field of fieldsOf(form)) {
      if (field.name !== name) continue;
      if (!isChoice(field)) field.value = value;
      else if (field.value === value) field.checked = true;
    }
  }
}
