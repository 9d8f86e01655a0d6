/**
 * An exam: a session without feedback until it is handed in, against the clock, which runs on while the page is closed. Before
 * it is handed in, one screen shows what is answered, open and flagged.
 */

import { button, counted, element, elements, make } from "../elements.js";
import { address, drawSet, shares, wantedIn } from "./address.js";
import { newSeed } from "./form.js";
import { goToFirst, show } from "./draw.js";
import { isAnswered } from "./grade.js";
import { withHtml } from "./pools.js";
import { endSession, newSession, pageOf, sessionOf } from "./session.js";
import { leave, left, sessions } from "./sessions.js";
import { bring, bringHere, formsOf, goTo, isExam } from "./stepper.js";
import { record } from "./store.js";
import { askedItems, choose, chosen, entitle, fetched, offerChoices, offerLink, poolsOf, ready, say, sizeOf, topicsOf } from "./topics.js";

/** @typedef {import("./types.js").Session} Session */

const SECOND = 1000;

/** What moves the clock while an exam is taken. @type {ReturnType<typeof setInterval> | undefined} */
let clockwork;

/** @param {HTMLElement} tool */
export function begin(tool) {
  const form = choicesOf(tool);
  const quiz = quizOf(tool);
  offerChoices(form);
  offerLink(tool);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    open(tool);
  });
  element(tool, "[data-action=another]").addEventListener("click", () => {
    leave(pageOf(), null);
    history.pushState(null, "", location.pathname);
    offer(tool);
    bring(element(form, "legend, summary"));
  });
  const bar = element(tool, ".session-bar");
  bar.querySelector("[data-action=on]")?.before(make("span", "exam__clock"), overviewButton(quiz));
  quiz.addEventListener("guide:hand-in", () => showHandIn(quiz));
  addEventListener("hashchange", () => fromAddress(tool));
  fromAddress(tool);
  ready(tool);
}

/** @param {HTMLElement} tool */
const choicesOf = (tool) => element(tool, "form.tool__choices", HTMLFormElement);

/** @param {HTMLElement} tool */
const quizOf = (tool) => element(tool, ".quiz");

/** What the address of the page asks for. @param {HTMLElement} tool */
const asked = (tool) => wantedIn(location.hash, Number(tool.dataset.edition), topicsOf(tool).map((topic) => topic.id));

/** Go on with the exam that the address names, or with the one that is open; else offer one. @param {HTMLElement} tool */
async function fromAddress(tool) {
  const named = asked(tool);
  if (named) history.replaceState(null, "", address(named));
  else {
    const [begun] = Object.entries(sessions()).find(([page, session]) => page.startsWith(`${location.pathname}#`) && session.ends !== undefined) ?? [];
    if (begun) history.replaceState(null, "", begun);
  }
  const wanted = asked(tool);
  const session = left(pageOf());
  if (!wanted || !session) {
    offer(tool);
    return;
  }
  const page = pageOf();
  choicesOf(tool).hidden = true;
  const load = async () => {
    const known = askedItems(await poolsOf(topicsOf(tool).filter((topic) => wanted.counts.get(topic.id))));
    return withHtml(session.ids.flatMap((id) => known.get(id) ?? []));
  };
  const shown = await fetched(tool, load, () => fromAddress(tool));
  if (shown && page === pageOf()) sit(tool, session, shown);
}

/** The form to set up an exam, filled in by the address where it names one. @param {HTMLElement} tool */
function offer(tool) {
  const wanted = asked(tool);
  const form = choicesOf(tool);
  const share = element(tool, ".tool__share");
  show(quizOf(tool), []);
  form.hidden = false;
  share.hidden = !wanted;
  entitle(tool, wanted?.title);
  say(tool, "");
  if (!wanted) return;
  choose(form, wanted);
  const size = sizeOf(wanted.counts);
  say(tool, `This link asks ${counted(size, "question")} in ${counted(wanted.minutes ?? 0, "minute")}, the same for everybody who opens it.`);
}

/** Begin what the form asks for: the exam of the address as long as the form still says the same. @param {HTMLElement} tool */
async function open(tool) {
  const { topics, levels, count, minutes, title } = chosen(choicesOf(tool));
  if (!topics.length || !levels.length) {
    say(tool, "Choose a topic and a level first.");
    return;
  }
  const named = asked(tool);
  const seed = named?.seed ?? newSeed();
  const same = named && topics.every((topic) => named.counts.has(topic)) && topics.length === named.counts.size && count === sizeOf(named.counts);
  const wanted = { seed, counts: same ? named.counts : shares(topics, count, seed), levels, bank: named?.bank ?? Number(tool.dataset.edition), minutes, title };
  const begun = left(location.pathname + address(wanted));
  const going = begun?.ended === null ? begun : null;
  const load = async () => {
    const pools = await poolsOf(topicsOf(tool).filter((topic) => wanted.counts.get(topic.id)));
    const known = askedItems(pools);
    return withHtml(going ? going.ids.flatMap((id) => known.get(id) ?? []) : drawSet(pools, wanted));
  };
  const shown = await fetched(tool, load, () => open(tool));
  if (!shown || choicesOf(tool).hidden) return;
  if (!shown.length && !going) {
    say(tool, "There is no such question.");
    return;
  }
  history.replaceState(null, "", address(wanted));
  entitle(tool, title);
  const session = going ?? newSession(shown.map((item) => item.id), seed, minutes);
  const lasts = going !== null || leave(pageOf(), session);
  sit(tool, session, shown);
  if (!lasts) say(tool, "This browser keeps nothing more: a reload would lose this exam.");
}

/** @param {HTMLElement} tool @param {Session} session @param {import("./types.js").ShownItem[]} drawn its questions, as far as they are still there */
function sit(tool, session, drawn) {
  if (drawn.length < session.ids.length) {
    leave(pageOf(), null);
    offer(tool);
    say(tool, "The exam that was begun here asked questions that are no longer here. Begin it again.");
    return;
  }
  const quiz = quizOf(tool);
  choicesOf(tool).hidden = true;
  element(tool, ".tool__share").hidden = true;
  entitle(tool, asked(tool)?.title);
  show(quiz, drawn, session.seed);
  clearInterval(clockwork);
  clockwork = setInterval(() => tick(quiz), SECOND);
  tick(quiz);
  goToFirst(quiz);
}

/** Show how much time is left; without any the exam ends. @param {HTMLElement} quiz */
function tick(quiz) {
  const ends = isExam(quiz) && sessionOf(quiz)?.ends;
  const clock = element(quiz, ".exam__clock");
  clock.hidden = !ends;
  element(quiz, "[data-action=overview]").hidden = !ends;
  if (!ends) {
    clearInterval(clockwork);
    return;
  }
  const seconds = Math.max(0, Math.ceil((ends - Date.now()) / SECOND));
  clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  clock.title = "Time left";
  for (const words of elements(quiz, ".exam__left")) words.textContent = `${clock.textContent} left.`;
  if (seconds === 0) handIn(quiz);
}

/** @param {HTMLElement} quiz */
function overviewButton(quiz) {
  const made = button("exam__overview", "", () => showHandIn(quiz));
  made.dataset.action = "overview";
  made.setAttribute("aria-label", "All questions, and hand in");
  made.innerHTML = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 5h4v4H4zM4 15h4v4H4zM12 7h8M12 17h8"/></svg>';
  return made;
}

/** The screen before the end: each question by its number, and what is open or flagged. @param {HTMLElement} quiz */
function showHandIn(quiz) {
  const session = sessionOf(quiz);
  if (!session) return;
  const forms = formsOf(quiz);
  const missing = forms.filter((form) => !isAnswered(form)).length;
  const flags = forms.filter((form) => session.flags.includes(form.id)).length;
  const screen = make("section", "session-end");
  const heading = make("h2", "", missing ? `${counted(missing, "question")} ${missing === 1 ? "has" : "have"} no answer yet` : "Every question has an answer");
  const words = make("p", "", flags ? `${counted(flags, "question")} ${flags === 1 ? "is" : "are"} flagged. ` : "");
  words.append(make("span", "exam__left"));
  const back = () => {
    leaveScreen(quiz);
    bringHere(quiz);
  };
  const ways = make("div", "session-end__ways");
  ways.append(button(missing ? "" : "button--primary", missing ? "Hand in anyway" : "Hand in", () => handIn(quiz)), button(missing ? "button--primary" : "", "Back to the questions", back));
  screen.append(heading, words, numbers(quiz, forms, session), ways);
  leaveScreen(quiz);
  quiz.dataset.ended = "";
  element(quiz, ".quiz__items").before(screen);
  tick(quiz);
  bring(heading);
}

/** @param {HTMLElement} quiz */
function leaveScreen(quiz) {
  quiz.querySelector(".session-end")?.remove();
  delete quiz.dataset.ended;
}

/** The row of numbers, each of which leads to its question. @param {HTMLElement} quiz @param {HTMLFormElement[]} forms @param {Session} session */
function numbers(quiz, forms, { flags }) {
  const row = make("ol", "exam__numbers");
  forms.forEach((form, place) => {
    const answered = isAnswered(form);
    const flagged = flags.includes(form.id);
    const number = button("exam__number", String(place + 1), () => {
      leaveScreen(quiz);
      goTo(quiz, place);
    });
    number.toggleAttribute("data-answered", answered);
    number.toggleAttribute("data-flagged", flagged);
    number.setAttribute("aria-label", `Question ${place + 1}, ${answered ? "answered" : "no answer yet"}${flagged ? ", flagged" : ""}`);
    const entry = make("li");
    entry.append(number);
    row.append(entry);
  });
  return row;
}

/** The exam ends; its answers are remembered by the one tab in which it does. @param {HTMLElement} quiz */
function handIn(quiz) {
  if (!isExam(quiz)) return;
  /** @type {string[]} */
  let mine = [];
  endSession(quiz, (kept) => {
    // What was not answered says nothing of what somebody knows.
    mine = formsOf(quiz).filter(isAnswered).map((form) => form.id);
    kept.counted = kept.ids;
  });
  for (const form of formsOf(quiz)) {
    const { topic = "", level, checked } = form.dataset;
    if (mine.includes(form.id)) record({ id: form.id, topic, level: Number(level), right: checked === "right" });
  }
}
