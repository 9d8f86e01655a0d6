/**
 * One question at a time, with the way on in a bar that stays in reach; or all of them on the page, by a switch above.
 */

import { around, element, elements } from "../elements.js";

const VIEW = "guide97112.view";

/** @typedef {"one" | "all"} View */

/** @param {ParentNode} quiz */
export const formsOf = (quiz) => elements(quiz, "form.item", HTMLFormElement);

/** @returns {View} */
function preferred() {
  try {
    return localStorage.getItem(VIEW) === "all" ? "all" : "one";
  } catch {
    return "one";
  }
}

/** @param {View} view */
function prefer(view) {
  try {
    localStorage.setItem(VIEW, view);
  } catch {
    // It lasts as long as the page.
  }
}

/** Whether a quiz is gone through as a session: several questions, and no case, which has a way of its own. @param {HTMLElement} quiz */
export const isWalked = (quiz) => formsOf(quiz).length > 1 && !quiz.querySelector(".casebook");

/** Show the bars of a quiz that is gone through, and its questions as preferred. @param {HTMLElement} quiz @param {View} [view] */
export function beginSteps(quiz, view) {
  for (const bar of elements(quiz, ".steps-bar, .session-bar")) bar.hidden = !isWalked(quiz);
  if (!isWalked(quiz)) return;
  element(quiz, ".quiz__items").dataset.live = "";
  setView(quiz, view ?? preferred());
}

/** @param {HTMLElement} quiz @param {View} view */
function setView(quiz, view) {
  quiz.dataset.view = view;
  element(quiz, "[data-action=view]").textContent = view === "one" ? "All on one page" : "One at a time";
  element(quiz, ".session-bar").hidden = view === "all";
  const forms = formsOf(quiz);
  for (const form of forms) form.hidden = view === "one";
  if (view === "one") at(quiz, Math.max(0, forms.findIndex((form) => !form.dataset.checked)));
  else element(quiz, ".steps-bar__place").textContent = `${forms.length} questions`;
  measure(quiz);
}

/** The question that is shown, where one at a time is. @param {HTMLElement} quiz */
export const here = (quiz) => formsOf(quiz).find((form) => !form.hidden);

/** @param {HTMLElement} quiz @param {number} place */
export function at(quiz, place) {
  const forms = formsOf(quiz);
  forms.forEach((form, i) => {
    form.hidden = i !== place;
  });
  element(quiz, ".steps-bar__place").textContent = `Question ${place + 1} of ${forms.length}`;
  element(quiz, "[data-action=back]", HTMLButtonElement).disabled = place === 0;
  quiz.dispatchEvent(new CustomEvent("guide:moved", { bubbles: true, detail: place }));
  measure(quiz);
}

/** How far the line has come, and what the bar offers next. @param {HTMLElement} quiz */
export function measure(quiz) {
  const forms = formsOf(quiz);
  for (const line of elements(quiz, ".steps-bar__line", HTMLProgressElement)) {
    line.max = forms.length;
    line.value = forms.filter((form) => form.dataset.checked).length;
  }
  const form = here(quiz);
  if (!form || !quiz.querySelector(".session-bar")) return;
  const exam = quiz.dataset.exam !== undefined;
  const last = form === forms.at(-1);
  const on = element(quiz, "[data-action=on]", HTMLButtonElement);
  on.textContent = !form.dataset.checked && !exam ? "Check" : last ? "Finish" : "Next";
  on.hidden = exam && last;
  for (const name of ["hint", "flag"]) element(quiz, `[data-action=${name}]`).hidden = exam;
}

/** @param {HTMLElement} button */
export function walk(button) {
  const quiz = around(button, ".quiz");
  if (button.dataset.action === "view") {
    const view = quiz.dataset.view === "one" ? "all" : "one";
    prefer(view);
    setView(quiz, view);
    return;
  }
  step(quiz, button.dataset.action === "back" ? -1 : 1);
}

/** @param {HTMLElement} quiz @param {number} by */
export function step(quiz, by) {
  const forms = formsOf(quiz);
  const place = forms.findIndex((form) => !form.hidden) + by;
  const form = forms[place];
  if (quiz.dataset.view !== "one" || !form) return;
  at(quiz, place);
  bring(element(form, ".item__stem"));
}

/** Bring the reader to a place: the focus, and the eyes, below what stays at the top of the screen. @param {HTMLElement} place */
export function bring(place) {
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start" });
}

/** Bring the reader to one item of a quiz. @param {HTMLElement} quiz @param {number} place */
export function goTo(quiz, place) {
  if (quiz.dataset.view === "one") at(quiz, place);
  const form = formsOf(quiz)[place];
  if (form) bring(element(form, ".item__stem"));
}
