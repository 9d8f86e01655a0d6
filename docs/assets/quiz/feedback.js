/**
 * What is shown of a graded item: the verdict of each part, what is said of the whole, and the worked answer.
 */

import { element, elements } from "../elements.js";
import { grade, missing } from "./grade.js";
import { haveLines } from "./lines.js";
import { clearParts } from "./parts.js";

const RIGHT = '<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12.5l5.5 5.5L20 6.5"/></svg>';
const WRONG = '<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path d="M5.5 5.5l13 13M18.5 5.5l-13 13"/></svg>';

/** @param {boolean} right @param {string} word */
const verdict = (right, word) => `${right ? RIGHT : WRONG}<span>${word}</span>`;

/** @param {HTMLFormElement} form */
const resultOf = (form) => element(form, ".item__result");

/** @param {HTMLFormElement} form */
const fieldsOf = (form) =>
  elements(form, "input, select, .order__move").filter(
    (field) => field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLButtonElement,
  );

/** @param {HTMLFormElement} form @returns {HTMLDetailsElement} */
const workedAnswerOf = (form) => element(form, ".item__worked", HTMLDetailsElement);

/** Check, or Try again. @param {HTMLFormElement} form @param {boolean} checked */
function offerCheck(form, checked) {
  for (const field of fieldsOf(form)) field.disabled = checked;
  element(form, "[type=submit]").hidden = checked;
  element(form, "[data-action=again]").hidden = !checked;
}

/**
 * Bring the buttons of a form or quiz to life. Without a script they are not to be seen, though their room is kept, so that
 * nothing moves when they come; Check is disabled as well, so that Enter in a form does not send it anywhere.
 * @param {ParentNode} root
 */
export function enliven(root) {
  for (const part of elements(root, ".order__buttons")) part.hidden = false;
  for (const part of elements(root, ":is(.item__actions, .claim-grid__add, .quiz__more, .steps-bar, .session-bar)[data-waiting]")) part.removeAttribute("data-waiting");
  for (const button of elements(root, ".item__actions [type=submit]", HTMLButtonElement)) button.disabled = false;
}

/**
 * Check the answer given and show how it went.
 * @param {HTMLFormElement} form
 * @returns {import("./types.js").Graded | null} null where the answer is not whole
 */
export function check(form) {
  const lack = missing(form);
  if (lack) {
    const [words, field] = lack;
    note(form, words).id ||= `said-${form.id}`;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", `said-${form.id}`);
    field.focus();
    return null;
  }
  const graded = reveal(form);
  // The verdict is painted first: the reasons of all the others and the worked answer take longer to lay out.
  requestAnimationFrame(() =>
    setTimeout(() => {
      if (!form.dataset.checked) return;
      settle(form);
      resultOf(form).focus();
    }),
  );
  return graded;
}

/**
 * After a wrong answer the reasons of all others and the worked answer open by themselves; not where each part that is wrong
 * says its reason already, for the worked answer would say it again.
 * @param {HTMLFormElement} form
 */
export function settle(form) {
  if (form.dataset.checked !== "wrong") return;
  explainOthers(form);
  if (form.dataset.kind === "match" || form.dataset.kind === "order") return;
  workedAnswerOf(form).open = true;
}

/** Whoever opens the worked answer of a checked question sees what is said of the other options too. */
document.addEventListener(
  "toggle",
  (event) => {
    const form = event.target instanceof HTMLDetailsElement && event.target.matches("[open].item__worked") && event.target.closest("form.item");
    if (form instanceof HTMLFormElement && form.dataset.checked && !form.closest("[data-exam]")) explainOthers(form);
  },
  true,
);

/** A field is no longer marked as at fault once it is changed. @param {Element} field */
export function free(field) {
  const form = field.closest("form.item");
  if (!(form instanceof HTMLFormElement)) return;
  for (const fault of form.querySelectorAll("[aria-invalid]")) {
    fault.removeAttribute("aria-invalid");
    fault.removeAttribute("aria-describedby");
    note(form, "");
  }
}

/**
 * Grade a form and show its verdicts; no field can be changed until it is begun again.
 * @param {HTMLFormElement} form @param {boolean} [whole] whether there is an answer to grade
 */
export function reveal(form, whole = true) {
  const graded = grade(form, (mark, right) => {
    mark.innerHTML = verdict(right, right ? "right" : "wrong");
    mark.hidden = false;
  });
  for (const option of elements(form, ".option")) {
    option.dataset.verdict = option.hasAttribute("data-correct") ? "right" : "wrong";
    option.toggleAttribute("data-chosen", element(option, "input", HTMLInputElement).checked);
  }
  const result = resultOf(form);
  result.className = `item__result item__result--${graded.right ? "right" : "wrong"}`;
  result.innerHTML = whole ? `${verdict(graded.right, graded.right ? "Right." : "Not right.")} ${spoken(graded)}` : verdict(false, "Not answered.");
  form.dataset.checked = graded.right ? "right" : "wrong";
  form.dataset.slip = graded.right ? "" : (graded.slip ?? "");
  form.dataset.seen = "";
  offerCheck(form, true);
  return graded;
}

/** What is said of a whole answer, as HTML: of a wrong one the form's own words, if it has any; of a right one all there is. @param {import("./types.js").Graded} graded */
const spoken = ({ right, feedback, said }) => (right ? [feedback?.innerHTML, said].filter(Boolean).join(" ") : (feedback?.innerHTML ?? said));

/** Say of every answer there is why it is right or wrong, of the one given too where the result does not. @param {HTMLFormElement} form */
function explainOthers(form) {
  for (const option of elements(form, ".option")) {
    const chosen = option.hasAttribute("data-chosen");
    const feedback = element(option, ".option__feedback");
    // The feedback of a single choice stands in the result; of several, each says its own.
    feedback.hidden = chosen && form.dataset.kind !== "multiple";
  }
}

/** Say something that is no verdict. @param {HTMLFormElement} form @param {string} words */
export function note(form, words) {
  const result = resultOf(form);
  result.className = "item__result item__result--note";
  result.textContent = words;
  return result;
}

/** Take the answer and its verdict away. @param {HTMLFormElement} form */
export function again(form) {
  form.reset();
  haveLines(form, 1);
  delete form.dataset.checked;
  delete form.dataset.slip;
  form.querySelector(".item__hints")?.remove();
  for (const option of elements(form, ".option")) {
    delete option.dataset.verdict;
    option.removeAttribute("data-chosen");
    element(option, ".option__verdict").hidden = true;
    element(option, ".option__feedback").hidden = true;
  }
  clearParts(form);
  offerCheck(form, false);
  workedAnswerOf(form).open = false;
  const result = resultOf(form);
  result.className = "item__result";
  result.textContent = "";
  fieldsOf(form)[0]?.focus();
}
