/** How an assignment goes, for its receipt: the first answer to each question counts, whatever is asked again. */

import { elements } from "../elements.js";
import { answerOf } from "./fields.js";
import { formsOf } from "./stepper.js";

/** @typedef {import("./types.js").Attempt} Attempt */

/** The attempt that begins with the questions of a quiz; nothing where they are no assignment. @param {HTMLElement} quiz @returns {Attempt | undefined} */
export function attemptOf(quiz) {
  const names = (quiz.dataset.assigned ?? "").split(",").filter(Boolean);
  if (!names.length) return undefined;
  const asked = new Set(formsOf(quiz).map((form) => form.id));
  const books = new Map(elements(quiz, ".casebook").map((book) => [book.dataset.drawn, formsOf(book).map((form) => form.id)]));
  const items = names.flatMap((name) => {
    const own = name.slice(name.indexOf(":") + 1);
    const ids = books.get(own) ?? (asked.has(own) ? [own] : []);
    return ids.length ? [/** @type {[string, ...string[]]} */ ([name, ...ids])] : [];
  });
  return { items, first: {}, right: [], tries: {}, helped: [], spent: 0, ended: null };
}

/** A question was answered. @param {Attempt} attempt @param {HTMLFormElement} form */
export function noteAttempt(attempt, form) {
  const { first, right, tries, helped } = attempt;
  if (!(form.id in first)) {
    first[form.id] = answerOf(form);
    if (form.dataset.checked === "right") right.push(form.id);
    if (form.dataset.helped !== undefined) helped.push(form.id);
  }
  tries[form.id] = (tries[form.id] ?? 0) + 1;
}
