/**
 * Cases: the questions of one patient come one after another, and the record beside them grows. Without a script all of
 * them stand below each other, each after what the record gained. How far a case has come is remembered: who comes back can
 * go on from there.
 */

import { show } from "./draw.js";
import { reveal } from "./feedback.js";
import { answerOf, restore } from "./fields.js";
import { pool } from "./pools.js";
import { read, write } from "./store.js";
import { bring } from "./stepper.js";

/** @param {Element} told @returns {HTMLElement[]} */
const partsOf = (told) => [...told.querySelectorAll(".casebook__part")];

/** @param {string} name @param {string} text @param {() => void} pressed */
function button(name, text, pressed) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `button ${name}`;
  made.textContent = text;
  made.addEventListener("click", pressed);
  return made;
}

/** Show a case from its first question on. @param {HTMLElement} quiz */
export function beginCase(quiz) {
  const told = quiz.querySelector(".casebook");
  if (told.classList.contains("casebook--live")) return;
  told.classList.add("casebook--live");
  const parts = partsOf(told);
  for (const [place, part] of parts.entries()) {
    part.hidden = place > 0;
    if (place + 1 === parts.length) continue;
    const next = button("button--primary casebook__next", "Next question", () => goOn(quiz, part, true));
    next.hidden = true;
    part.append(next);
  }
  told.addEventListener("guide:answered", (event) => answered(quiz, event.target));
  // Whoever was faster than this script has answered already.
  const done = [...told.querySelectorAll("form.item[data-checked]")];
  for (const form of done) answered(quiz, form);
  const before = read().cases?.[quiz.dataset.case];
  if (done.length || !before) return;
  offerToGoOn(quiz, before);
}

/** A bar at the foot of the screen, so that nothing moves for it. @param {HTMLElement} quiz @param {import("./store.js").CaseLeft} before */
function offerToGoOn(quiz, before) {
  const bar = document.createElement("div");
  bar.className = "update casebook__resume";
  bar.innerHTML = `<span role="status">You left this case at question ${before.place + 1}.</span>`;
  const go = button("button--primary", "Continue", async () => {
    go.disabled = true;
    await resume(quiz, before).catch(() => (bar.firstChild.textContent = "The case could not be loaded. Try again when you are online."));
    go.disabled = false;
  });
  bar.append(go, button("", "Begin anew", () => bar.remove()));
  quiz.querySelector(".casebook").append(bar);
}

/** Remember how far a case has come, or forget one that is done. @param {HTMLElement} quiz @param {number} place */
function remember(quiz, place) {
  const told = quiz.querySelector(".casebook");
  const forms = [...told.querySelectorAll("form.item")];
  const data = read();
  data.cases ??= {};
  if (forms.every((form) => form.dataset.checked)) delete data.cases[quiz.dataset.case];
  else {
    const answers = forms.filter((form) => form.dataset.checked).map((form) => [form.id, answerOf(form)]);
    data.cases[quiz.dataset.case] = { drawn: told.dataset.drawn, place, answers: Object.fromEntries(answers) };
  }
  write(data);
}

/** Once a question is answered, the next one can be asked for; after the last, how the case went. @param {HTMLElement} quiz @param {HTMLFormElement} form */
function answered(quiz, form) {
  const told = quiz.querySelector(".casebook");
  quiz.querySelector(".casebook__resume")?.remove();
  const part = form.closest(".casebook__part");
  const next = part.querySelector(".casebook__next");
  if (next) next.hidden = false;
  remember(quiz, partsOf(told).indexOf(part));
  const forms = [...told.querySelectorAll("form.item")];
  if (forms.some((each) => !each.dataset.checked)) return;
  const right = forms.filter((each) => each.dataset.checked === "right").length;
  told.querySelector(".casebook__end").textContent = `The case ends here. ${right} of ${forms.length} questions are right.`;
}

/** Go on to the part after this one. @param {HTMLElement} quiz @param {HTMLElement} part @param {boolean} asked by the reader just now */
function goOn(quiz, part, asked) {
  const told = quiz.querySelector(".casebook");
  const next = part.nextElementSibling;
  part.querySelector(".casebook__next").remove();
  next.hidden = false;
  const gained = told.querySelector(".casebook__gained");
  const entry = part.querySelector(".casebook__entry");
  if (entry) {
    gained.append(...entry.cloneNode(true).children);
    gained.hidden = false;
  }
  // On a phone the record is far above by now.
  const soFar = document.createElement("details");
  soFar.className = "casebook__so-far";
  soFar.innerHTML = "<summary>The record</summary>";
  soFar.append(told.querySelector(".casebook__story").cloneNode(true), ...gained.cloneNode(true).children);
  next.querySelector(".casebook__place").after(soFar);
  if (!asked) return;
  remember(quiz, partsOf(told).indexOf(next));
  bring(next.querySelector(".casebook__place"));
}

/**
 * Put a case back to where it was left: the same draw, the same answers.
 * @param {HTMLElement} quiz @param {import("./store.js").CaseLeft} before
 */
async function resume(quiz, before) {
  let told = quiz.querySelector(".casebook");
  if (told.dataset.drawn !== before.drawn) {
    const found = (await pool(quiz.dataset.pool)).find((item) => item.id === before.drawn);
    if (found) {
      show(quiz, [found]);
      beginCase(quiz);
    }
    told = quiz.querySelector(".casebook");
  }
  quiz.querySelector(".casebook__resume")?.remove();
  if (told.dataset.drawn !== before.drawn) return;
  const parts = partsOf(told);
  const last = Math.min(before.place, parts.length - 1);
  for (const [place, part] of parts.slice(0, last + 1).entries()) {
    const form = part.querySelector("form.item");
    if (before.answers[form.id]) {
      restore(form, before.answers[form.id]);
      reveal(form);
      const next = part.querySelector(".casebook__next");
      if (next) next.hidden = false;
    }
    if (place < last) goOn(quiz, part, false);
  }
  bring(parts[last].querySelector(".casebook__place"));
}
