/**
 * The record of a case: beside the questions where there is room; on a phone above them, open at the first and folded from then
 * on. It grows with the questions, and holds what was known before the one on the screen.
 */

import { element, elements } from "../elements.js";

const WIDE = matchMedia("(min-width: 60em)");

/** @param {HTMLElement} quiz */
export function beginCase(quiz) {
  const render = () => showRecord(quiz);
  if (quiz.dataset.casebook === undefined) {
    quiz.dataset.casebook = "";
    quiz.addEventListener("guide:moved", render);
    WIDE.addEventListener("change", render);
  }
  render();
}

/** Of several cases, or a case among other questions, the one on the screen is shown. @param {HTMLElement} quiz */
function showRecord(quiz) {
  for (const book of elements(quiz, ".casebook")) showRecordOf(book, quiz.dataset.view === "one");
}

/** @param {HTMLElement} book @param {boolean} one whether one question at a time is shown */
function showRecordOf(book, one) {
  const record = element(book, ".casebook__told", HTMLDetailsElement);
  const parts = elements(book, ".casebook__part");
  book.hidden = one && parts.every((part) => part.hidden);
  const place = one ? parts.findIndex((part) => !part.hidden) : 0;
  const gained = parts.slice(0, Math.max(0, place)).flatMap((part) => elements(part, ".casebook__entry"));
  element(record, ".casebook__gained").replaceChildren(...gained.flatMap((entry) => [...entry.cloneNode(true).childNodes]));
  record.open = WIDE.matches || !one || place <= 0;
}
