/**
 * Cases: the questions of one patient come one after another, and the record beside them grows. Without a script all of
 * them stand below each other, each after what the record gained. How far a case has come is remembered: who comes back can
 * go on from there.
 */

import { around, button, data, element, elements } from "../elements.js";
import { show } from "./draw.js";
import { reveal } from "./feedback.js";
import { answerOf, restore } from "./fields.js";
import { isShown } from "./form.js";
import { pool } from "./pools.js";
import { read, write } from "./store.js";
import { bring } from "./stepper.js";

/** @typedef {import("./types.js").CaseLeft} CaseLeft */

/** @param {HTMLElement} quiz */
const casebookOf = (quiz) => element(quiz, ".casebook");

/** @param {HTMLElement} casebook */
const partsOf = (casebook) => elements(casebook, ".casebook__part");

/** @param {HTMLElement} casebook */
const formsOf = (casebook) => elements(casebook, "form.item", HTMLFormElement);

/** @param {HTMLElement} part */
const placeOf = (part) => element(part, ".casebook__place");

/** Show a case from its first question on. @param {HTMLElement} quiz */
export function beginCase(quiz) {
  const casebook = casebookOf(quiz);
  if (casebook.classList.contains("casebook--live")) return;
  casebook.classList.add("casebook--live");
  const parts = partsOf(casebook);
  for (const [place, part] of parts.entries()) {
    part.hidden = place > 0;
    const following = parts[place + 1];
    if (!following) continue;
    const next = button("button--primary casebook__next", "Next question", () => goOn(quiz, part, following, true));
    next.hidden = true;
    part.append(next);
  }
  casebook.addEventListener("guide:answered", (event) => {
    if (event.target instanceof HTMLFormElement) answered(quiz, event.target);
  });
  // Whoever was faster than this script has answered already.
  const done = formsOf(casebook).filter((form) => form.dataset.checked);
  for (const form of done) answered(quiz, form);
  const before = read().cases?.[data(quiz, "case")];
  if (done.length || !before) return;
  offerToGoOn(quiz, before);
}

/** A bar at the foot of the screen, so that nothing moves for it. @param {HTMLElement} quiz @param {CaseLeft} before */
function offerToGoOn(quiz, before) {
  const bar = document.createElement("div");
  bar.className = "update casebook__resume";
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  status.textContent = `You left this case at question ${before.place + 1}.`;
  const go = button("button--primary", "Continue", async () => {
    go.disabled = true;
    await resume(quiz, before).catch(() => {
      status.textContent = "The case could not be loaded. Try again when you are online.";
    });
    go.disabled = false;
  });
  bar.append(status, go, button("", "Begin anew", () => bar.remove()));
  casebookOf(quiz).append(bar);
}

/** Remember how far a case has come, or forget one that is done. @param {HTMLElement} quiz @param {HTMLElement} part */
function remember(quiz, part) {
  const casebook = casebookOf(quiz);
  const forms = formsOf(casebook);
  const name = data(quiz, "case");
  const stored = read();
  stored.cases ??= {};
  if (forms.every((form) => form.dataset.checked)) delete stored.cases[name];
  else {
    const answers = forms.filter((form) => form.dataset.checked).map((form) => [form.id, answerOf(form)]);
    stored.cases[name] = { drawn: data(casebook, "drawn"), place: partsOf(casebook).indexOf(part), answers: Object.fromEntries(answers) };
  }
  write(stored);
}

/** Once a question is answered, the next one can be asked for; after the last, how the case went. @param {HTMLElement} quiz @param {HTMLFormElement} form */
function answered(quiz, form) {
  const casebook = casebookOf(quiz);
  quiz.querySelector(".casebook__resume")?.remove();
  const part = around(form, ".casebook__part");
  offerNext(part);
  remember(quiz, part);
  const forms = formsOf(casebook);
  if (forms.some((other) => !other.dataset.checked)) return;
  const right = forms.filter((other) => other.dataset.checked === "right").length;
  element(casebook, ".casebook__end").textContent = `The case ends here. ${right} of ${forms.length} questions are right.`;
}

/** The last part of a case has no button to go on. @param {HTMLElement} part */
function offerNext(part) {
  for (const next of elements(part, ".casebook__next")) next.hidden = false;
}

/** Go on from one part to the next. @param {HTMLElement} quiz @param {HTMLElement} part @param {HTMLElement} next @param {boolean} asked by the reader just now */
function goOn(quiz, part, next, asked) {
  const casebook = casebookOf(quiz);
  element(part, ".casebook__next").remove();
  next.hidden = false;
  const gained = element(casebook, ".casebook__gained");
  for (const entry of elements(part, ".casebook__entry")) {
    gained.append(...copyOf(entry).children);
    gained.hidden = false;
  }
  // On a phone the record is far above by now.
  const soFar = document.createElement("details");
  soFar.className = "casebook__so-far";
  soFar.innerHTML = "<summary>The record</summary>";
  soFar.append(copyOf(element(casebook, ".casebook__story")), ...copyOf(gained).children);
  placeOf(next).after(soFar);
  if (!asked) return;
  remember(quiz, next);
  bring(placeOf(next));
}

/** @param {HTMLElement} original */
const copyOf = (original) => /** @type {HTMLElement} */ (original.cloneNode(true));

/**
 * Put a case back to where it was left: the same draw, the same answers.
 * @param {HTMLElement} quiz @param {CaseLeft} before
 */
async function resume(quiz, before) {
  if (data(casebookOf(quiz), "drawn") !== before.drawn) {
    const drawn = (await pool(data(quiz, "pool"))).find((item) => item.id === before.drawn);
    if (drawn && isShown(drawn)) {
      show(quiz, [drawn]);
      beginCase(quiz);
    }
  }
  const casebook = casebookOf(quiz);
  quiz.querySelector(".casebook__resume")?.remove();
  if (data(casebook, "drawn") !== before.drawn) return;
  const parts = partsOf(casebook).slice(0, before.place + 1);
  for (const [place, part] of parts.entries()) {
    const form = element(part, "form.item", HTMLFormElement);
    const answer = before.answers[form.id];
    if (answer) {
      restore(form, answer);
      reveal(form);
      offerNext(part);
    }
    const next = parts[place + 1];
    if (next) goOn(quiz, part, next, false);
    else bring(placeOf(part));
  }
}
