/** What was filled into an item, as fields that can be kept, and put back. */

/** @typedef {[string, string][]} Fields */

/** What was filled in; an order by its entries, and only once one was moved. @param {HTMLFormElement} form @returns {Fields} */
export function answerOf(form) {
  if (form.dataset.kind === "order") {
    return form.dataset.moved === undefined ? [] : [...form.querySelectorAll(".order__entry")].map((entry) => ["entry", entry.dataset.id]);
  }
  // Not by FormData, which leaves out what is disabled once it was checked.
  return [...form.elements]
    .filter((field) => field.name && field.name !== "flag" && field.value !== "" && (!/radio|checkbox/.test(field.type) || field.checked))
    .map((field) => [field.name, field.value]);
}

/** @param {HTMLFormElement} form @param {Fields} fields */
export function restore(form, fields) {
  form.reset();
  for (const [name, value] of fields) {
    if (name === "entry") {
      const entry = form.querySelector(`.order__entry[data-id="${CSS.escape(value)}"]`);
      entry?.parentElement.append(entry);
      form.dataset.moved = "";
      continue;
    }
    const all = [...form.elements].filter((field) => field.name === name);
    const box = all.find((field) => /radio|checkbox/.test(field.type) && field.value === value);
    if (box) box.checked = true;
    else if (all[0] && !/radio|checkbox/.test(all[0].type)) all[0].value = value;
  }
}
