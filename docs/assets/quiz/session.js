/**
 * A session: questions one after another, hints before the answer, and an end that says what to do next. All of it is kept at
 * every change, so that a reload or another tab loses nothing.
 */

import { data, element, elements } from "../elements.js";
import { newSeed } from "./address.js";
import { show } from "./draw.js";
import { reveal, settle } from "./feedback.js";
import { answerOf, restore } from "./fields.js";
import { isShown } from "./form.js";
import { pool } from "./pools.js";
import { leave, left } from "./sessions.js";
import { at, beginSteps, formsOf, goTo, here, isWalked, measure, step } from "./stepper.js";

/** @typedef {import("./types.js").Session} Session */

/** Longer than this nobody looks at one question: they were away. */
const AWAY = 180_000;

/** The page's name under which its session is kept; an address of a tool names the set too. */
export const pageOf = () => location.pathname + (location.hash.includes("seed=") ? location.hash : "");

/** @type {WeakMap<HTMLElement, Session>} */
const running = new WeakMap();

/** @param {HTMLElement} quiz @returns {Session} */
function begun(quiz) {
  const seed = Number(quiz.dataset.seed ?? newSeed());
  const title = document.querySelector("h1")?.firstChild?.textContent?.trim() ?? "";
  return { title, seed, ids: formsOf(quiz).map((form) => form.id), place: 0, answers: {}, checked: [], helped: [], flags: [], spent: 0, last: Date.now() };
}

/** Whether a quiz is one that a session is kept of. @param {HTMLElement} quiz */
const isKept = (quiz) => isWalked(quiz) && quiz.dataset.exam === undefined;

/** Begin what a quiz needs once its questions stand in it: its bars, and the session that was left here or a new one. @param {HTMLElement} quiz */
export function begin(quiz) {
  beginSteps(quiz);
  if (!isKept(quiz)) return;
  const before = left(pageOf());
  const ids = formsOf(quiz).map((form) => form.id);
  if (before && before.ids.join() === ids.join()) {
    running.set(quiz, before);
    bringBack(quiz, before);
  } else {
    running.set(quiz, begun(quiz));
    if (before && quiz.dataset.pool && quiz.dataset.drawn === undefined) drawAgain(quiz, before);
  }
  const form = here(quiz);
  if (form) offers(quiz, form);
}

/** Put back the questions of a session that are not those of the page. @param {HTMLElement} quiz @param {Session} before */
async function drawAgain(quiz, before) {
  try {
    const known = new Map((await pool(data(quiz, "pool"))).filter(isShown).map((item) => [item.id, item]));
    const items = before.ids.flatMap((id) => known.get(id) ?? []);
    if (items.length === before.ids.length && !formsOf(quiz).some((form) => form.dataset.checked)) show(quiz, items, before.seed);
  } catch {
    // Offline, and never loaded: the page's own questions stay.
  }
}

/** The seed of a quiz that stands on the page: that of the session left there, so that options keep their order. */
export const seedHere = () => left(pageOf())?.seed ?? newSeed();

/** @param {HTMLElement} quiz @param {Session} session */
function bringBack(quiz, session) {
  for (const form of formsOf(quiz)) {
    const answer = session.answers[form.id];
    if (answer) restore(form, answer);
    if (session.helped.includes(form.id)) form.dataset.helped = "";
    if (session.checked.includes(form.id)) {
      reveal(form);
      settle(form);
    }
  }
  if (quiz.dataset.view === "one") at(quiz, Math.min(session.place, session.ids.length - 1));
  measure(quiz);
}

/** Keep what has changed. @param {HTMLElement} quiz @param {(session: Session) => void} change */
function keep(quiz, change) {
  const session = running.get(quiz);
  if (!session || !isKept(quiz)) return;
  const now = Date.now();
  session.spent += Math.min(AWAY, Math.max(0, now - session.last));
  session.last = now;
  change(session);
  leave(pageOf(), session);
}

/** A question was moved to, filled in or checked. @param {HTMLElement} quiz @param {HTMLFormElement} form */
export function noteAnswer(quiz, form) {
  keep(quiz, (session) => {
    session.answers[form.id] = answerOf(form);
    session.checked = session.checked.filter((id) => id !== form.id);
    if (form.dataset.checked) session.checked.push(form.id);
  });
}

/** @param {HTMLElement} quiz @param {number} place */
export function notePlace(quiz, place) {
  const session = running.get(quiz);
  if (session && session.place !== place) keep(quiz, (kept) => (kept.place = place));
  const form = here(quiz);
  if (form) offers(quiz, form);
}

/** What the bar offers of one question besides the way on. @param {HTMLElement} quiz @param {HTMLFormElement} form */
export function offers(quiz, form) {
  const session = running.get(quiz);
  if (!session || !quiz.querySelector(".session-bar")) return;
  const hintButton = element(quiz, "[data-action=hint]", HTMLButtonElement);
  hintButton.disabled = Boolean(form.dataset.checked) || !hintsLeft(form).length;
  const flagButton = element(quiz, "[data-action=flag]");
  flagButton.setAttribute("aria-pressed", String(session.flags.includes(form.id)));
}

/** The steps that were not shown yet; the last one is the answer and is no hint. @param {HTMLFormElement} form */
const hintsLeft = (form) => elements(form, ".steps > li").slice(0, -1).slice(form.querySelectorAll(".item__hints > li").length);

/** Show the next step of the rule. @param {HTMLElement} quiz */
export function hint(quiz) {
  const form = here(quiz);
  const [next] = form ? hintsLeft(form) : [];
  if (!form || !next || form.dataset.checked) return;
  let list = form.querySelector(".item__hints");
  if (!list) {
    list = document.createElement("ol");
    list.className = "item__hints";
    list.setAttribute("aria-live", "polite");
    element(form, ".item__stem").after(list);
  }
  list.append(next.cloneNode(true));
  form.dataset.helped = "";
  keep(quiz, (session) => {
    if (!session.helped.includes(form.id)) session.helped.push(form.id);
  });
  offers(quiz, form);
}

/** Flag the question shown, or take its flag away. @param {HTMLElement} quiz */
export function flag(quiz) {
  const form = here(quiz);
  if (!form) return;
  keep(quiz, (session) => {
    session.flags = session.flags.includes(form.id) ? session.flags.filter((id) => id !== form.id) : [...session.flags, form.id];
  });
  offers(quiz, form);
}

/** The way on: check, the next question, or the end. @param {HTMLElement} quiz */
export async function goOn(quiz) {
  const form = here(quiz);
  if (!form) return;
  if (quiz.dataset.exam !== undefined) step(quiz, 1);
  else if (!form.dataset.checked) form.requestSubmit();
  else if (form !== formsOf(quiz).at(-1)) step(quiz, 1);
  else await finish(quiz);
}

/** The end, unless a question is still open: that one comes first. @param {HTMLElement} quiz */
async function finish(quiz) {
  const forms = formsOf(quiz);
  const open = forms.findIndex((form) => !form.dataset.checked);
  if (open >= 0) {
    goTo(quiz, open);
    return;
  }
  const session = running.get(quiz) ?? begun(quiz);
  leave(pageOf(), null);
  const { showEnd } = await import("./session_end.js");
  showEnd(quiz, session);
}
