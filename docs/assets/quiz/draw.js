/**
 * Putting items on the page: their HTML filled in, their buttons alive, their prose options in an order of this view.
 */

import { data, element, elements } from "../elements.js";

import { enliven } from "./feedback.js";
import { newSeed, spread } from "./form.js";
import { bringHere } from "./stepper.js";

/**
 * Put options that have no order of their own in a new one, by a seed: that of a form that many share, or one of this session.
 * @param {ParentNode} root @param {number} seed
 */
export function shuffleOptions(root, seed) {
  for (const form of elements(root, "form.item:is([data-kind=single], [data-kind=multiple]):not([data-ordered])")) {
    const list = element(form, ".item__options");
    /** @param {Element} option */
    const place = (option) => spread(`${seed}:${form.id}:${element(option, "input", HTMLInputElement).value}`);
    const options = [...list.children].map((option) => ({ option, at: place(option) }));
    list.append(...options.sort((one, other) => one.at - other.at).map(({ option }) => option));
  }
}

/**
 * Show these items, and nothing else, in a quiz.
 * @param {HTMLElement} quiz @param {{html: string}[]} items @param {number} [seed]
 */
export function show(quiz, items, seed) {
  const list = element(quiz, ".quiz__items");
  list.innerHTML = items.map((item) => item.html.replaceAll("@top@/", data(quiz, "top"))).join("\n");
  quiz.dataset.seed = String(seed ?? newSeed());
  quiz.dataset.drawn = "";
  shuffleOptions(list, Number(quiz.dataset.seed));
  enliven(list);
  quiz.dispatchEvent(new CustomEvent("guide:drawn", { bubbles: true }));
}

/** Bring the reader to the question that is shown, once it was painted: to scroll with it would count as a jump. @param {HTMLElement} quiz */
export function goToFirst(quiz) {
  requestAnimationFrame(() =>
    setTimeout(() => {
      if (quiz.dataset.ended === undefined) bringHere(quiz);
    }),
  );
}
