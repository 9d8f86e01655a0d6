/**
 * One item at a time, or all of them on the page: a switch above every quiz of several items.
 */

import { around, element, elements } from "../elements.js";

const VIEW = "guide97112.view";

/** @param {HTMLElement} quiz */
const formsOf = (quiz) => elements(quiz, "form.item", HTMLFormElement);

/** @returns {"one" | "all"} */
function preferred() {
  try {
    return localStorage.getItem(VIEW) === "one" ? "one" : "all";
  } catch {
    return "all";
  }
}

/** @param {"one" | "all"} view */
function prefer(view) {
  try {
    localStorage.setItem(VIEW, view);
  } catch {
    // It lasts as long as the page.
  }
}

/** Give a quiz its switch, and show it as preferred. @param {HTMLElement} quiz @param {"one" | "all"} [view] */
export function beginSteps(quiz, view) {
  if (formsOf(quiz).length < 2 || quiz.querySelector(".casebook")) return;
  if (!quiz.querySelector(".steps-bar")) element(quiz, ".quiz__items").before(bar());
  for (const form of formsOf(quiz).slice(0, -1)) offerNext(form);
  setView(quiz, view ?? preferred());
}

function bar() {
  const made = document.createElement("div");
  made.className = "steps-bar";
  made.innerHTML =
    '<progress class="steps-bar__line" max="1" value="0" aria-label="Questions answered"></progress>' +
    '<button type="button" class="button" data-action="view"></button>' +
    '<span class="steps-bar__walk"><button type="button" class="button" data-action="back">Back</button>' +
    '<span class="steps-bar__place" role="status"></span>' +
    '<button type="button" class="button" data-action="next">Next</button></span>';
  return made;
}

/** The way on, where the reader is once an item is done; it shows only where one item does. @param {HTMLFormElement} form */
function offerNext(form) {
  if (form.querySelector(".item__next")) return;
  const next = document.createElement("button");
  next.type = "button";
  next.className = "button button--primary item__next";
  next.dataset.action = "next";
  next.textContent = "Next question";
  element(form, ".item__actions").append(next);
}

/** @param {HTMLElement} quiz @param {"one" | "all"} view */
function setView(quiz, view) {
  quiz.dataset.view = view;
  element(quiz, "[data-action=view]").textContent = view === "one" ? "Show all" : "One at a time";
  element(quiz, ".steps-bar__walk").hidden = view === "all";
  const forms = formsOf(quiz);
  for (const form of forms) form.hidden = view === "one";
  if (view === "one") at(quiz, Math.max(0, forms.findIndex((form) => !form.dataset.checked)));
  measure(quiz);
}

/** @param {HTMLElement} quiz @param {number} place */
function at(quiz, place) {
  const forms = formsOf(quiz);
  forms.forEach((form, i) => {
    form.hidden = i !== place;
  });
  element(quiz, ".steps-bar__place").textContent = `Question ${place + 1} of ${forms.length}`;
  element(quiz, "[data-action=back]", HTMLButtonElement).disabled = place === 0;
  element(quiz, ".steps-bar [data-action=next]", HTMLButtonElement).disabled = place === forms.length - 1;
  quiz.dispatchEvent(new CustomEvent("guide:moved", { detail: place }));
}

/** How far the line has come. @param {HTMLElement} quiz */
export function measure(quiz) {
  const forms = formsOf(quiz);
  for (const line of elements(quiz, ".steps-bar__line", HTMLProgressElement)) {
    line.max = forms.length;
    line.value = forms.filter((form) => form.dataset.checked).length;
  }
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
  step(quiz, button.dataset.action === "next" ? 1 : -1);
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
