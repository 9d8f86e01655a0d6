/**
 * One question at a time, with the way on in a bar that stays in reach; or all of them on the page, by a switch above.
 */

import { around, counted, element, elements } from "../elements.js";
import { isAnswered } from "./grade.js";
import { storage } from "./storage.js";

const VIEW = "guide97112.view";

/** @typedef {"one" | "all"} View */

/** @param {ParentNode} quiz */
export const formsOf = (quiz) => elements(quiz, "form.item", HTMLFormElement);

/** @returns {View} */
function preferred() {
  try {
    return storage().getItem(VIEW) === "all" ? "all" : "one";
  } catch {
    return "one";
  }
}

/** @param {View} view */
function prefer(view) {
  try {
    storage().setItem(VIEW, view);
  } catch {
    // It lasts as long as the page.
  }
}

/** Whether a quiz is gone through as a session: it has questions, and the bars for it. @param {HTMLElement} quiz */
export const isWalked = (quiz) => formsOf(quiz).length > 0 && quiz.querySelector(".session-bar") !== null;

/** Whether an exam is being taken: nothing is checked before its end. @param {HTMLElement} quiz */
export const isExam = (quiz) => quiz.dataset.exam !== undefined;

/** What is on the screen with a question: its part of a case, or the question alone. @param {HTMLFormElement} form @returns {HTMLElement} */
const screenOf = (form) => form.closest(".casebook__part") ?? form;

/** Where the reader begins with a question: what the record of a case gained, or the stem. @param {HTMLFormElement} form */
const topOf = (form) => element(screenOf(form), ".casebook__entry, .item__stem");

/** Whether a question has come so far as its session wants: it was answered in an exam, and checked in all others. @param {HTMLFormElement} form */
const isDone = (form) => (form.closest("[data-exam]") ? isAnswered(form) : form.dataset.checked !== undefined);

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
  const forms = formsOf(quiz);
  if (view === "one") {
    at(quiz, Math.max(0, forms.findIndex((form) => !isDone(form))));
    return;
  }
  for (const screen of screensOf(quiz)) screen.hidden = false;
  element(quiz, ".steps-bar__place").textContent = counted(forms.length, "question");
  moved(quiz, 0);
}

/** What can be on the screen by itself; of a case also the parts whose question is not asked again. @param {HTMLElement} quiz */
const screensOf = (quiz) => [...elements(quiz, ".casebook__part"), ...formsOf(quiz).filter((form) => screenOf(form) === form)];

/** @param {HTMLElement} quiz @param {number} place */
function moved(quiz, place) {
  quiz.dispatchEvent(new CustomEvent("guide:moved", { bubbles: true, detail: place }));
  measure(quiz);
}

/** The question that is shown, where one at a time is. @param {HTMLElement} quiz */
export const here = (quiz) => formsOf(quiz).find((form) => !screenOf(form).hidden);

/** @param {HTMLElement} quiz @param {number} place */
export function at(quiz, place) {
  const forms = formsOf(quiz);
  const form = forms[place];
  for (const screen of screensOf(quiz)) screen.hidden = !form || screen !== screenOf(form);
  element(quiz, ".steps-bar__place").textContent = `Question ${place + 1} of ${forms.length}`;
  element(quiz, "[data-action=back]", HTMLButtonElement).disabled = place === 0;
  moved(quiz, place);
}

/** How far the line has come, and what the bar offers next. @param {HTMLElement} quiz */
export function measure(quiz) {
  const forms = formsOf(quiz);
  for (const line of elements(quiz, ".steps-bar__line", HTMLProgressElement)) {
    line.max = forms.length;
    line.value = forms.filter(isDone).length;
  }
  const form = here(quiz);
  if (!form || !quiz.querySelector(".session-bar")) return;
  const all = quiz.dataset.view === "all";
  const last = form === forms.at(-1) || all;
  // Whoever sees all questions at once finishes an assignment all the same, for its receipt stands at the end.
  element(quiz, ".session-bar").hidden = all && !isExam(quiz) && (quiz.dataset.assigned === undefined || !forms.every(isDone));
  const on = element(quiz, "[data-action=on]", HTMLButtonElement);
  on.textContent = isExam(quiz) ? (last ? "Hand in" : "Next") : !form.dataset.checked ? "Check" : last ? "Finish" : "Next";
  element(quiz, "[data-action=hint]").hidden = isExam(quiz);
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
  const from = here(quiz);
  const form = from && forms[forms.indexOf(from) + by];
  if (quiz.dataset.view !== "one" || !form) return;
  // A case is told in its order: what comes next may give away the answer.
  if (by > 0 && form.closest(".casebook") && !isDone(from)) return;
  goTo(quiz, forms.indexOf(form));
}

/**
 * Bring the reader to a place: the focus, and the eyes, below what stays at the top of the screen.
 * @param {HTMLElement} place @param {HTMLElement} [top] what is to be seen above it
 */
export function bring(place, top = place) {
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  top.scrollIntoView({ block: "start" });
}

/** Bring the reader to one item of a quiz. @param {HTMLElement} quiz @param {number} place */
export function goTo(quiz, place) {
  if (quiz.dataset.view === "one") at(quiz, place);
  const form = formsOf(quiz)[place];
  if (form) bringForm(quiz, form);
}

/** Bring the reader to the question that is shown. @param {HTMLElement} quiz */
export function bringHere(quiz) {
  const form = here(quiz);
  if (form) bringForm(quiz, form);
}

/** A question alone comes with how far its session has come above it. @param {HTMLElement} quiz @param {HTMLFormElement} form */
function bringForm(quiz, form) {
  bring(topOf(form), quiz.dataset.view === "one" ? element(quiz, ".steps-bar") : undefined);
}
