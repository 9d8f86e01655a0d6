/** The rows of a calculator's form: a code and its minutes each, added, removed, numbered for labels, and read with every fault told. */

import { MAX_MINUTES } from "./units.js";

const MOST_ROWS = 8;

/**
 * @param {HTMLElement} calculator a form with `.calculator__rows`, a template of one row, and a button to add one
 * @param {() => void} changed called when a row has come or gone
 */
export function serviceRows(calculator, changed) {
  const rows = calculator.querySelector(".calculator__rows");
  const template = calculator.querySelector("template");
  const more = calculator.querySelector("[data-action=add]");
  /** @type {Map<string, HTMLOptionElement>} */
  const codes = new Map([...template.content.querySelectorAll("option")].map((option) => [option.value, option]));

  function number() {
    const all = [...rows.children];
    all.forEach((row, i) => {
      row.querySelector("select").setAttribute("aria-label", `Service ${i + 1}, code`);
      for (const input of row.querySelectorAll("input")) input.setAttribute("aria-label", `Service ${i + 1}, ${input.dataset.label}`);
      const remove = row.querySelector("[data-action=remove]");
      remove.setAttribute("aria-label", `Remove service ${i + 1}`);
      remove.hidden = all.length === 1;
      row.querySelector(".calculator__error").id = `calculator-error-${i + 1}`;
    });
    more.hidden = all.length >= MOST_ROWS;
  }

  /** @param {string} code @param {string[]} minutes one text for each field */
  function add(code, minutes) {
    const row = template.content.firstElementChild.cloneNode(true);
    row.querySelector("select").value = code;
    row.querySelectorAll("input").forEach((input, i) => (input.value = minutes[i] ?? ""));
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
    const found = [...rows.children].map((row) => {
      const inputs = [...row.querySelectorAll("input")];
      const texts = inputs.map((input) => (input.disabled ? "" : input.value.trim()));
      const option = codes.get(row.querySelector("select").value);
      let wrong = refused(option);
      if (!wrong && texts.every((text) => !text)) wrong = "Write the minutes.";
      const faulty = texts.map((text) => {
        const odd = Boolean(text) && !/^\d+$/.test(text);
        const many = !odd && (Number(text) > MAX_MINUTES || (total += Number(text)) > MAX_MINUTES);
        if (odd) wrong ||= "Write a whole number of minutes.";
        if (many) wrong ||= `A day has ${MAX_MINUTES} minutes.`;
        return odd || many || texts.every((each) => !each);
      });
      const error = row.querySelector(".calculator__error");
      error.textContent = wrong;
      inputs.forEach((input, i) => tell(input, faulty[i] ? error : null));
      tell(row.querySelector("select"), wrong && !faulty.includes(true) ? error : null);
      if (wrong) sound = false;
      return { code: option.value, timed: option.dataset.timed === "yes", minutes: texts.map(Number) };
    });
    return sound ? found : null;
  }

  calculator.querySelector("form").addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-action]");
    if (!button) return;
    if (button === more) {
      add("97140", []).querySelector("input").focus();
    } else {
      const row = button.closest(".calculator__row");
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      number();
      next.querySelector("input").focus();
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
  const told = [...calculator.querySelectorAll(".calculator__error")].filter((error) => error.textContent);
  return told.map((error) => {
    const row = error.closest(".calculator__row");
    const place = row ? `Service ${[...row.parentElement.children].indexOf(row) + 1}` : error.closest("label").firstChild.textContent.trim();
    return `${place}: ${error.textContent}`;
  }).join(" ");
}
