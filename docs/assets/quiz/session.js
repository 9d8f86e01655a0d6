/**
 * A session: questions one after another, hints before the answer, and an end that says what to do next. All of it is kept at
 * every change, so that a reload or another tab loses nothing.
 */

import { data, element, elements } from "../elements.js";
import { attemptOf, noteAttempt } from "./attempt.js";
import { show } from "./draw.js";
import { reveal, settle } from "./feedback.js";
import { answerOf, restore } from "./fields.js";
import { isAsked, newSeed } from "./form.js";
import { isAnswered } from "./grade.js";
import { KEY, change, isSame, leave, left } from "./sessions.js";
import { at, beginSteps, formsOf, goTo, here, isExam, isWalked, measure, step } from "./stepper.js";

/** @typedef {import("./types.js").Session} Session */

/** Longer than this nobody looks at one question: they were away. */
const AWAY = 180_000;

/** The page's name under which its session is kept; an address of a tool names the set too. */
export const pageOf = () => location.pathname + (/[#&](seed|items)=/.test(location.hash) ? location.hash : "");

/** @type {Map<HTMLElement, Session>} */
const running = new Map();

/** The session of a quiz. @param {HTMLElement} quiz */
export const sessionOf = (quiz) => running.get(quiz);

/** @param {HTMLElement} quiz */
const idsOf = (quiz) => formsOf(quiz).map((form) => form.id);

/**
 * A session of questions from the first one on.
 * @param {string[]} ids @param {number} seed @param {number} [minutes] of an exam
 * @returns {Session}
 */
export function newSession(ids, seed, minutes) {
  const title = document.querySelector("h1")?.firstChild?.textContent?.trim() ?? "";
  const now = Date.now();
  const session = { title, seed, ids, place: 0, answers: {}, checked: [], counted: [], helped: [], flags: [], begun: now, spent: 0, last: now, ended: null };
  return minutes ? { ...session, ends: now + minutes * 60_000 } : session;
}

/** The session of the questions that stand in a quiz. @param {HTMLElement} quiz @returns {Session} */
function sessionFor(quiz) {
  const session = newSession(idsOf(quiz), Number(quiz.dataset.seed ?? newSeed()));
  session.counted = formsOf(quiz).filter((form) => form.dataset.seen !== undefined).map((form) => form.id);
  const books = elements(quiz, ".casebook");
  const attempt = attemptOf(quiz);
  if (attempt) session.attempt = attempt;
  const drawn = books.length === 1 && idsOf(quiz).length === books[0]?.querySelectorAll("form.item").length ? books[0]?.dataset.drawn : undefined;
  return drawn ? { ...session, drawn } : session;
}

/** Begin what a quiz needs once its questions stand in it: its bars, and the session that was left here or a new one. @param {HTMLElement} quiz */
export function begin(quiz) {
  quiz.querySelector(".session-end")?.remove();
  delete quiz.dataset.ended;
  running.delete(quiz);
  const before = isWalked(quiz) ? left(pageOf()) : null;
  const same = before?.ids.join() === idsOf(quiz).join();
  quiz.toggleAttribute("data-exam", same && before?.ends !== undefined && before.ended === null);
  beginSteps(quiz);
  if (!isWalked(quiz)) return;
  if (before && same) {
    running.set(quiz, before);
    bringBack(quiz, before);
  } else {
    running.set(quiz, sessionFor(quiz));
    if (quiz.dataset.drawn !== undefined) keep(quiz, () => {});
    else if (before && quiz.dataset.pool) drawAgain(quiz, before);
  }
  const form = here(quiz);
  if (form) offers(quiz, form);
}

/** Put back the questions of a session that are not those of the page. @param {HTMLElement} quiz @param {Session} before */
async function drawAgain(quiz, before) {
  try {
    const { pool, withHtml } = await import("./pools.js");
    const known = new Map((await pool(data(quiz, "pool"))).filter(isAsked).map((item) => [item.id, item]));
    const wanted = before.drawn ? [before.drawn] : before.ids;
    const items = wanted.flatMap((id) => known.get(id) ?? []);
    if (items.length < wanted.length) return;
    const shown = await withHtml(items);
    if (!formsOf(quiz).some((form) => form.dataset.checked)) show(quiz, shown, before.seed);
  } catch {
    // Offline, and never loaded: the page's own questions stay.
  }
}

/** The seed of a quiz that stands on the page: that of the session left there, so that options keep their order. */
export const seedHere = () => left(pageOf())?.seed ?? newSeed();

/** @param {HTMLElement} quiz @param {Session} session */
function bringBack(quiz, session) {
  for (const form of formsOf(quiz)) {
    putBack(form, session);
    if (session.helped.includes(form.id)) form.dataset.helped = "";
  }
  if (session.ended !== null) showEndOf(quiz, session);
  else if (quiz.dataset.view === "one") at(quiz, Math.min(session.place, session.ids.length - 1));
  measure(quiz);
}

/** Show one question as a session has it. @param {HTMLFormElement} form @param {Session} session */
function putBack(form, { answers, checked, counted, ended, ends }) {
  const answer = answers[form.id] ?? [];
  if (form.dataset.checked === undefined && String(answerOf(form)) !== String(answer)) restore(form, answer);
  if (counted.includes(form.id)) form.dataset.seen = "";
  if (form.dataset.checked !== undefined || !(checked.includes(form.id) || (ends !== undefined && ended !== null))) return;
  reveal(form, isAnswered(form));
  settle(form);
}

/** Keep what has changed. @param {HTMLElement} quiz @param {(session: Session) => void} how */
function keep(quiz, how) {
  const session = running.get(quiz);
  if (!session) return;
  const now = Date.now();
  const changed = change(pageOf(), session, (current) => {
    if (current.ended !== null) return;
    current.spent += Math.min(AWAY, Math.max(0, now - current.last));
    current.last = now;
    how(current);
  });
  running.set(quiz, changed);
  if (changed.ended !== null && isExam(quiz)) showEndOf(quiz, changed);
}

/** Whether an answer counts no more, in this tab or another: it was given before, or the right one was read. @param {HTMLFormElement} form */
export function isCounted(form) {
  return form.dataset.seen !== undefined || Boolean(left(pageOf())?.counted.includes(form.id));
}

const theEnd = () => import("./session_end.js");

/** Ask for what shows the end while the network is there; a verdict is painted before. */
const askForTheEnd = () => requestAnimationFrame(() => setTimeout(() => theEnd().catch(() => {})));

/** A question was filled in or checked. @param {HTMLElement} quiz @param {HTMLFormElement} form */
export function noteAnswer(quiz, form) {
  askForTheEnd();
  keep(quiz, (session) => {
    session.answers[form.id] = answerOf(form);
    if (session.attempt && form.dataset.checked && !session.checked.includes(form.id)) noteAttempt(session.attempt, form);
    session.checked = session.checked.filter((id) => id !== form.id);
    if (form.dataset.checked) session.checked.push(form.id);
    if (form.dataset.seen !== undefined && !session.counted.includes(form.id)) session.counted.push(form.id);
  });
}

/** A question was moved to. @param {HTMLElement} quiz @param {number} place */
export function notePlace(quiz, place) {
  const session = running.get(quiz);
  if (session && session.ended === null && session.place !== place && quiz.dataset.view === "one") keep(quiz, (kept) => (kept.place = place));
  const form = here(quiz);
  if (form) offers(quiz, form);
}

/** What the bar offers of one question besides the way on. @param {HTMLElement} quiz @param {HTMLFormElement} form */
export function offers(quiz, form) {
  const session = running.get(quiz);
  if (!session) return;
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
  const last = form === formsOf(quiz).at(-1) || quiz.dataset.view === "all";
  if (isExam(quiz)) {
    if (last) quiz.dispatchEvent(new CustomEvent("guide:hand-in", { bubbles: true }));
    else step(quiz, 1);
  } else if (!form.dataset.checked) form.requestSubmit();
  else if (last) await finish(quiz);
  else step(quiz, 1);
}

/** The end, unless a question is still open: that one comes first. @param {HTMLElement} quiz */
async function finish(quiz) {
  const open = formsOf(quiz).findIndex((form) => !form.dataset.checked);
  if (open >= 0) goTo(quiz, open);
  else await showEndOf(quiz, endSession(quiz));
}

/** The session of a quiz with its end kept. @param {HTMLElement} quiz @param {(session: Session) => void} [how] what its end changes, once */
export function endSession(quiz, how = () => {}) {
  keep(quiz, (session) => {
    session.ended = session.last;
    if (session.attempt) {
      session.attempt.ended ??= session.last;
      session.attempt.spent ||= session.spent;
    }
    how(session);
  });
  return running.get(quiz) ?? sessionFor(quiz);
}

/** How a session went; what another tab has not graded yet is. @param {HTMLElement} quiz @param {Session} session */
async function showEndOf(quiz, session) {
  delete quiz.dataset.exam;
  for (const form of formsOf(quiz)) putBack(form, session);
  beginSteps(quiz);
  const { showEnd } = await theEnd();
  showEnd(quiz, session);
}

/** Begin anew with the questions that still stand in a quiz, whatever was kept; how an assignment went stays. @param {HTMLElement} quiz */
export function beginAgain(quiz) {
  const attempt = running.get(quiz)?.attempt;
  leave(pageOf(), null);
  quiz.dataset.drawn = "";
  begin(quiz);
  if (attempt) keep(quiz, (session) => (session.attempt = attempt));
}

/** Do as another tab did with the session that this one shows. */
function follow() {
  for (const [quiz, session] of running) {
    const now = left(pageOf());
    if (!now || !isSame(now, session)) continue;
    running.set(quiz, now);
    for (const form of formsOf(quiz)) putBack(form, now);
    if (now.ended !== null && isExam(quiz)) showEndOf(quiz, now);
    measure(quiz);
    const form = here(quiz);
    if (form) offers(quiz, form);
  }
}

addEventListener("storage", (event) => {
  if (event.key === KEY) follow();
});
addEventListener("pageshow", (event) => {
  if (event.persisted) follow();
});
