/**
 * Grading one item from the data in its form. It computes no answer: the key stands in the form.
 */

import { IN_PARTS, gradeParts, missingParts } from "./parts.js";

/**
 * @typedef {object} Graded
 * @property {boolean} right
 * @property {string} said what to say of the whole, as HTML from the page or as plain words
 * @property {string} [slip] the id of the wrong method that leads to the answer given, where one is known
 */

/**
 * Called for each part that is graded by itself.
 * @callback Mark
 * @param {Element} verdict @param {boolean} right
 */

/**
 * What is missing before the answer can be checked, and the field that lacks it; null when nothing is.
 * @param {HTMLFormElement} form @returns {[string, HTMLElement] | null}
 */
export function missing(form) {
  if (IN_PARTS.has(form.dataset.kind)) return missingParts(form);
  const given = new FormData(form).get("answer");
  const number = form.dataset.kind === "number";
  if (number ? /^\d+$/.test(String(given ?? "").trim()) : given !== null) return null;
  return [number ? "Write a whole number first." : "Choose an answer first.", form.querySelector("input")];
}

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
  const given = Number(new FormData(form).get("answer") || NaN);
  if (given === Number(form.dataset.answer)) return { right: true, said: "" };
  const known = form.querySelector(`.item__known [data-value="${given}"]`);
  return { right: false, said: known ? known.innerHTML : `Not ${given}: follow the steps below.`, slip: known?.dataset.slip };
}

/** @param {HTMLFormElement} form @param {Mark} mark @returns {Graded} */
function gradeOptions(form, mark) {
  const options = [...form.querySelectorAll(".option")];
  for (const option of options) mark(option.querySelector(".option__verdict"), option.hasAttribute("data-correct"));
  const chosen = options.filter((option) => option.querySelector("input").checked);
  const right = options.every((option) => option.hasAttribute("data-correct") === chosen.includes(option));
  if (form.dataset.kind === "multiple") return { right, said: right ? "You found every one, and no other." : amiss(options, chosen) };
  if (!chosen.length) return { right, said: "" };
  const said = chosen[0].querySelector(".option__feedback").innerHTML.replace(/^Right[:.] */, "");
  return { right, said, slip: chosen[0].dataset.slip };
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
