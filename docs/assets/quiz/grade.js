/**
 * Grading one item from the data in its form. It computes no answer: the key stands in the form.
 */

import { element, elements } from "../elements.js";
import { IN_PARTS, gradeParts, missingParts } from "./parts.js";

/** @typedef {import("./types.js").Graded} Graded */
/** @typedef {import("./types.js").Mark} Mark */

/** The answer of a form with one field, or with options to choose from; also once it was checked, and its fields are disabled. @param {HTMLFormElement} form */
const answerIn = (form) => elements(form, "[name=answer]:is([type=number], :checked)", HTMLInputElement)[0]?.value ?? null;

/**
 * What is missing before the answer can be checked, and the field that lacks it; null when nothing is.
 * @param {HTMLFormElement} form @returns {import("./types.js").Missing | null}
 */
export function missing(form) {
  if (IN_PARTS.has(form.dataset.kind)) return missingParts(form);
  const answer = answerIn(form);
  const number = form.dataset.kind === "number";
  if (number ? /^\d+$/.test(String(answer ?? "").trim()) : answer !== null) return null;
  return [number ? "Write a whole number first." : "Choose an answer first.", element(form, "input")];
}

/** Whether an answer is whole; an order that nobody touched is none. @param {HTMLFormElement} form */
export const isAnswered = (form) => (form.dataset.kind === "order" ? form.dataset.moved !== undefined : !missing(form));

/**
 * Grade an answer. Where something is missing of it, it is wrong.
 * @param {HTMLFormElement} form @param {Mark} mark
 * @returns {Graded}
 */
export function grade(form, mark) {
  if (IN_PARTS.has(form.dataset.kind)) return gradeParts(form, mark);
  return form.dataset.kind === "number" ? gradeNumber(form) : gradeOptions(form, mark);
}

/** @param {HTMLFormElement} form @returns {Graded} */
function gradeNumber(form) {
  const number = Number(answerIn(form) || NaN);
  if (number === Number(form.dataset.answer)) return { right: true, said: "", feedback: element(form, ".item__why") };
  const [known] = elements(form, `.item__known [data-value="${number}"]`);
  return { right: false, said: `Not ${number}: follow the steps below.`, feedback: known, slip: known?.dataset.slip };
}

/** @param {HTMLFormElement} form @param {Mark} mark @returns {Graded} */
function gradeOptions(form, mark) {
  const options = elements(form, ".option");
  for (const option of options) mark(element(option, ".option__verdict"), option.hasAttribute("data-correct"));
  const chosen = options.filter((option) => element(option, "input", HTMLInputElement).checked);
  const right = options.every((option) => option.hasAttribute("data-correct") === chosen.includes(option));
  if (form.dataset.kind === "multiple") return { right, said: right ? "You found every one, and no other." : amiss(options, chosen) };
  const [choice] = chosen;
  return { right, said: "", feedback: choice && element(choice, ".option__feedback"), slip: choice?.dataset.slip };
}

/** How many are missing and how many are wrong, of several. @param {Element[]} options @param {Element[]} chosen */
function amiss(options, chosen) {
  const correct = options.filter((option) => option.hasAttribute("data-correct"));
  const missed = correct.filter((option) => !chosen.includes(option)).length;
  const extra = chosen.filter((option) => !correct.includes(option)).length;
  return [
    missed && `${missed} right ${missed === 1 ? "one is" : "ones are"} missing.`,
    extra && `${extra} of yours ${extra === 1 ? "is" : "are"} wrong.`,
  ]
    .filter(Boolean)
    .join(" ");
}
