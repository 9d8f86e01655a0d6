/** The rows of a calculator's form: a code and its minutes each, added, removed, numbered for labels, and read with every fault told. */

import { around, element, elements } from "../elements.js";

const MAX_MINUTES = 1440;
const MOST_ROWS = 8;

/**
 * What a template of the page holds, as a new element. Throws where it holds none.
 * @param {ParentNode} root @param {string} selector of the template @returns {HTMLElement}
 */
export function fromTemplate(root, selector) {
  const copy = document.importNode(element(root, selector, HTMLTemplateElement).content, true).firstElementChild;
  if (copy instanceof HTMLElement) return copy;
  throw new Error(`this page has nothing in ${selector}`);
}

/** @param {HTMLElement} row */
const inputsOf = (row) => elements(row, "input", HTMLInputElement);

/** @param {HTMLElement} row */
const codeOf = (row) => element(row, "select", HTMLSelectElement);

/**
 * @param {HTMLElement} calculator a form with `.calculator__rows`, a template of one row, and a button to add one
 * @param {() => void} changed called when a row has come or gone
 */
export function serviceRows(calculator, changed) {
  const rows = element(calculator, ".calculator__rows");
  const more = element(calculator, "[data-action=add]");
  const options = elements(element(calculator, "template", HTMLTemplateElement).content, "option", HTMLOptionElement);
  const codes = new Map(options.map((option) => [option.value, option]));

  const all = () => elements(rows, ".calculator__row");

  function number() {
    all().forEach((row, i) => {
      codeOf(row).setAttribute("aria-label", `Service ${i + 1}, code`);
      for (const input of inputsOf(row)) input.setAttribute("aria-label", `Service ${i + 1}, ${input.dataset.label}`);
      const remove = element(row, "[data-action=remove]");
      remove.setAttribute("aria-label", `Remove service ${i + 1}`);
      remove.hidden = all().length === 1;
      element(row, ".calculator__error").id = `calculator-error-${i + 1}`;
    });
    more.hidden = all().length >= MOST_ROWS;
  }

  /** @param {string} code @param {string[]} minutes one text for each field */
  function add(code, minutes) {
    const row = fromTemplate(calculator, "template");
    codeOf(row).value = code;
    for (const [i, input] of inputsOf(row).entries()) input.value = minutes[i] ?? "";
    rows.append(row);
    number();
    return row;
  }

  /**
   * The rows as typed, or null where one cannot be: it then says so beside its field. A field that is left empty counts as 0 where
   * another of its row is filled in.
   * @param {(code: HTMLOptionElement) => string} [refused] why a code cannot be, "" where it can
   * @returns {{code: string, timed: boolean, minutes: number[]}[] | null}
   */
  function read(refused = () => "") {
    let sound = true;
    let total = 0;
    const typed = all().map((row) => {
      const select = codeOf(row);
      const inputs = inputsOf(row);
      const texts = inputs.map((input) => (input.disabled ? "" : input.value.trim()));
      const option = codes.get(select.value);
      let wrong = option ? refused(option) : "Choose a code.";
      if (!wrong && texts.every((text) => !text)) wrong = "Write the minutes.";
      const faulty = texts.map((text) => {
        const odd = Boolean(text) && !/^\d+$/.test(text);
        const many = !odd && (Number(text) > MAX_MINUTES || (total += Number(text)) > MAX_MINUTES);
        if (odd) wrong ||= "Write a whole number of minutes.";
        if (many) wrong ||= `A day has ${MAX_MINUTES} minutes.`;
        return odd || many || texts.every((one) => !one);
      });
      const error = element(row, ".calculator__error");
      error.textContent = wrong;
      inputs.forEach((input, i) => tell(input, faulty[i] ? error : null));
      tell(select, wrong && !faulty.includes(true) ? error : null);
      if (wrong) sound = false;
      return { code: select.value, timed: option?.dataset.timed === "yes", minutes: texts.map(Number) };
    });
    return sound ? typed : null;
  }

  element(calculator, "form").addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-action]");
    if (!button) return;
    if (button === more) {
      inputsOf(add("97140", []))[0]?.focus();
    } else {
      const row = around(button, ".calculator__row");
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      number();
      if (next instanceof HTMLElement) inputsOf(next)[0]?.focus();
    }
    changed();
  });

  return {
    add,
    read,
    clear: () => rows.replaceChildren(),
    /** @param {string} code */
    knows: (code) => codes.has(code),
    most: MOST_ROWS,
  };
}

/** Tie a field to what is wrong with it, or free it. @param {Element} field @param {Element | null} error */
export function tell(field, error) {
  if (error) {
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", error.id);
  } else {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
}

/** Everything that is wrong in a calculator's form, each with the name of its place, to be announced. @param {HTMLElement} calculator */
export function faults(calculator) {
  const rows = elements(calculator, ".calculator__row");
  const told = elements(calculator, ".calculator__error").filter((error) => error.textContent);
  return told.map((error) => {
    const row = rows.findIndex((one) => one.contains(error));
    const place = row < 0 ? around(error, "label").firstChild?.textContent?.trim() : `Service ${row + 1}`;
    return `${place}: ${error.textContent}`;
  }).join(" ");
}
