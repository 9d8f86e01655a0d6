/**
 * What is shown of a graded item: the verdict of each part, what is said of the whole, and the worked answer.
 */

import { grade, missing } from "./grade.js";
import { clearParts } from "./parts.js";

const RIGHT = '<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12.5l5.5 5.5L20 6.5"/></svg>';
const WRONG = '<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path d="M5.5 5.5l13 13M18.5 5.5l-13 13"/></svg>';
const FIELDS = "input, select, .order__move";

/** @param {boolean} right @param {string} word */
const verdict = (right, word) => `${right ? RIGHT : WRONG}<span>${word}</span>`;

/**
 * Bring the buttons of a form or quiz to life. Without a script they are not to be seen, though their room is kept, so that
 * nothing moves when they come; Check is disabled as well, so that Enter in a form does not send it anywhere.
 * @param {ParentNode} root
 */
export function enliven(root) {
  for (const part of root.querySelectorAll(".order__buttons")) part.hidden = false;
  for (const part of root.querySelectorAll("[data-waiting]:not(.tool, .calculator)")) part.removeAttribute("data-waiting");
  for (const button of root.querySelectorAll(".item__actions [type=submit]")) button.disabled = false;
}

/**
 * Check the answer given and show how it went.
 * @param {HTMLFormElement} form
 * @returns {import("./grade.js").Graded | null} nothing where the answer is not whole
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
      tellOthers(form);
      form.querySelector(".item__worked").open = true;
      form.querySelector(".item__result").focus();
    }),
  );
  return graded;
}

/** A field is no longer told to be at fault once it is changed. @param {Element} field */
export function free(field) {
  const form = field.closest("form.item");
  for (const each of form?.querySelectorAll("[aria-invalid]") ?? []) {
    each.removeAttribute("aria-invalid");
    each.removeAttribute("aria-describedby");
    note(form, "");
  }
}

/** What is said to who gave an answer is told of it to who did not: "You counted" is "This answer counted". @param {Element} said @param {boolean} given */
function address(said, given) {
  const [from, to] = given ? ["This answer ", "You "] : ["You ", "This answer "];
  for (const node of said.childNodes) {
    if (node.nodeType === Node.TEXT_NODE && node.data.trimStart().startsWith(from)) node.data = node.data.replace(from, to);
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
  for (const option of form.querySelectorAll(".option")) {
    option.dataset.verdict = option.hasAttribute("data-correct") ? "right" : "wrong";
    option.toggleAttribute("data-chosen", option.querySelector("input").checked);
  }
  for (const each of form.querySelectorAll(".item__known > *")) each.hidden = each.innerHTML === graded.said;
  const result = form.querySelector(".item__result");
  result.className = `item__result item__result--${graded.right ? "right" : "wrong"}`;
  result.innerHTML = whole ? `${verdict(graded.right, graded.right ? "Right." : "Not right.")} ${graded.said}` : verdict(false, "Not answered.");
  form.dataset.checked = graded.right ? "right" : "wrong";
  form.dataset.seen = "";
  for (const field of form.querySelectorAll(FIELDS)) field.disabled = true;
  form.querySelector("[type=submit]").hidden = true;
  form.querySelector("[data-action=again]").hidden = false;
  return graded;
}

/** Say of every answer there is why it is right or wrong, of the one given too where the result does not. @param {HTMLFormElement} form */
function tellOthers(form) {
  for (const option of form.querySelectorAll(".option")) {
    const chosen = option.hasAttribute("data-chosen");
    const feedback = option.querySelector(".option__feedback");
    // The feedback of a single choice stands in the result; of several, each says its own.
    feedback.hidden = chosen && form.dataset.kind !== "multiple";
    address(feedback, chosen);
  }
  for (const known of form.querySelectorAll(".item__known")) {
    known.hidden = !known.children.length;
    for (const each of known.children) address(each, false);
  }
}

/**
 * Grade every item of a quiz at once, the open ones as wrong.
 * @param {HTMLElement} quiz
 * @returns {{form: HTMLFormElement, right: boolean, answered: boolean, slip: string, said: string}[]}
 */
export function gradeAll(quiz) {
  return [...quiz.querySelectorAll("form.item")].map((form) => {
    const answered = !missing(form) && (form.dataset.kind !== "order" || form.dataset.moved !== undefined);
    const { right, slip = "", said } = reveal(form, answered);
    tellOthers(form);
    return { form, right, answered, slip, said };
  });
}

/** Say something that is no verdict. @param {HTMLFormElement} form @param {string} words */
export function note(form, words) {
  const result = form.querySelector(".item__result");
  result.className = "item__result item__result--note";
  result.textContent = words;
  return result;
}

/** Take the answer and its verdict away. @param {HTMLFormElement} form */
export function again(form) {
  form.reset();
  delete form.dataset.checked;
  for (const option of form.querySelectorAll(".option")) {
    delete option.dataset.verdict;
    option.removeAttribute("data-chosen");
    option.querySelector(".option__verdict").hidden = true;
    option.querySelector(".option__feedback").hidden = true;
    address(option.querySelector(".option__feedback"), true);
  }
  for (const known of form.querySelectorAll(".item__known")) {
    known.hidden = true;
    for (const each of known.children) address(each, true);
  }
  clearParts(form);
  for (const field of form.querySelectorAll(FIELDS)) field.disabled = false;
  form.querySelector("[type=submit]").hidden = false;
  form.querySelector("[data-action=again]").hidden = true;
  form.querySelector(".item__worked").open = false;
  const result = form.querySelector(".item__result");
  result.className = "item__result";
  result.textContent = "";
  form.querySelector(FIELDS).focus();
}
