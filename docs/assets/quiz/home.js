/**
 * The page of all practice as it stands for this reader: what is due, what was left unfinished, and how each topic stands.
 * It keeps nothing itself.
 */

import { counted, data, element, elements, make } from "../elements.js";
import { sessions } from "./sessions.js";
import { dayName, dayNumber, read, setAside } from "./store.js";
import { sayIfUnkept } from "./unkept.js";

/** @typedef {import("./types.js").Session} Session */
/** @typedef {{page: string, session: Session, done: number}} Unfinished */

const MINUTE = 60_000;

/** Show it, and again whenever something has changed. */
export async function begin() {
  const tool = element(document, "[data-home]");
  sayIfUnkept(tool);
  await render(tool);
  tool.removeAttribute("data-waiting");
  // What another tab did, and a page that is come back to the next day.
  const again = () => render(tool);
  addEventListener("storage", again);
  addEventListener("pageshow", (event) => {
    if (event.persisted) again();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) again();
  });
}

/** @param {HTMLElement} tool */
async function render(tool) {
  const now = Date.now();
  const stored = read();
  const unfinished = left();
  const answered = Object.keys(stored.items).length > 0;
  // Who has answered nothing needs no schedule.
  const schedule = answered ? await import("./schedule.js") : null;
  const cards = schedule?.cards(stored) ?? [];
  const parts = schedule || unfinished.length ? forToday(tool, schedule?.coming(cards, now) ?? { today: 0, tomorrow: 0 }, unfinished, now) : [firstTime(tool)];
  const focused = tool.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : null;
  tool.replaceChildren(...parts, ...kept(tool, stored.days, answered, now));
  elements(tool, "a", HTMLAnchorElement).find((link) => link.getAttribute("href") === focused)?.focus();
  for (const topic of elements(document, ".skills [data-topic]")) {
    const own = cards.filter((each) => each.topic === topic.dataset.topic);
    const skills = Number(data(topic, "skills"));
    stand(topic, schedule?.standing(own, skills, now) ?? { due: 0, met: 0, solid: 0, word: "New" }, skills);
  }
}

/** How many questions have their answer; in an exam nothing is checked before its end. @param {Session} session */
const doneOf = ({ ends, checked, answers }) => (ends === undefined ? checked.length : Object.values(answers).filter((answer) => answer.length).length);

/** Whether an address is of this site: what is kept may name any, or none. @param {string} page */
const isHere = (page) => URL.canParse(page, location.href) && new URL(page, location.href).origin === location.origin;

/** Sessions that were begun and not finished, the last one first. @returns {Unfinished[]} */
function left() {
  return Object.entries(sessions())
    .map(([page, session]) => ({ page, session, done: doneOf(session) }))
    .filter(({ page, session, done }) => (done > 0 || session.ends) && page.startsWith("/") && isHere(page))
    .sort((one, other) => other.session.last - one.session.last);
}

/**
 * One thing to do: what it is, what is said of it, and the way to it.
 * @param {string} name @param {(string | Node)[]} what @param {string} said @param {string} to @param {string} verb @param {boolean} [first] whether it is what to do first
 */
function card(name, what, said, to, verb, first = false) {
  const whole = make("section", `today__card ${name}`);
  const title = make("h2", "today__what");
  title.append(...what);
  const way = make("a", `button${first ? " button--primary" : ""}`, verb);
  way.setAttribute("href", to);
  whole.append(title, make("p", "today__said", said), way);
  return whole;
}

/** @param {HTMLElement} tool @param {string} page */
const pageAt = (tool, page) => `${data(tool, "top")}practice/${page}`;

/** @param {HTMLElement} tool */
const firstTime = (tool) =>
  card("today__card--first", ["Start with ten questions"], "From all topics, and none of the hard ones. After each answer you see why.", pageAt(tool, "across/#begin"), "Start", true);

/** It says "new", for what was left unfinished may be mixed practice too. @param {HTMLElement} tool @param {boolean} first */
const mixed = (tool, first) => card("", ["Ten new questions"], "From all topics, and more of what you missed.", pageAt(tool, "across/#begin"), "Start", first);

/** @param {HTMLElement} tool @param {{today: number, tomorrow: number}} coming @param {Unfinished[]} unfinished @param {number} now */
function forToday(tool, { today, tomorrow }, unfinished, now) {
  const [last, ...others] = unfinished;
  const parts = [];
  if (today) {
    const figure = make("span", "today__figure", String(today));
    parts.push(card("today__card--due", [figure, " due today"], "You met these before. They come back with other numbers, up to ten at a time.", pageAt(tool, "review/"), "Review", true));
  }
  if (last) parts.push(toContinue(last, !today, now));
  if (parts.length < 2) parts.push(mixed(tool, !parts.length));
  if (others.length) parts.push(moreUnfinished(others, now));
  const next = tomorrow ? `; ${tomorrow} ${tomorrow === 1 ? "question comes" : "questions come"} back tomorrow` : "";
  return today ? parts : [make("p", "today__next", `Nothing is due today${next}.`), ...parts];
}

/** @param {Unfinished} unfinished @param {boolean} first @param {number} now */
function toContinue({ page, session, done }, first, now) {
  const whole = card("today__card--left", [session.title || "Practice"], progress(session, done, now), page, "Continue", first);
  const line = document.createElement("progress");
  line.className = "today__line";
  line.max = session.ids.length;
  line.value = done;
  line.setAttribute("aria-label", "Questions answered");
  element(whole, ".today__said").after(line);
  return whole;
}

/** How far a session has come, and when it was left. @param {Session} session @param {number} done @param {number} now */
function progress({ ids, ends, last }, done, now) {
  const minutes = Math.ceil(((ends ?? now) - now) / MINUTE);
  const clock = minutes > 0 ? `${counted(minutes, "minute")} left` : "the time is up";
  return `${done} of ${ids.length} answered, ${ends === undefined ? when(last, now) : clock}`;
}

/** @param {number} moment @param {number} now */
function when(moment, now) {
  const days = dayNumber(now) - dayNumber(moment);
  if (days === 0) return now - moment < 5 * MINUTE ? "just now" : "today";
  return days === 1 ? "yesterday" : `on ${new Date(moment).toLocaleDateString("en-US", { month: "long", day: "numeric" })}`;
}

/** @param {Unfinished[]} others @param {number} now */
function moreUnfinished(others, now) {
  const more = make("details", "today__more");
  const list = document.createElement("ul");
  for (const { page, session, done } of others) {
    const link = make("a", "", session.title || "Practice");
    link.setAttribute("href", page);
    const line = document.createElement("li");
    line.append(link, ` ${progress(session, done, now)}`);
    list.append(line);
  }
  more.append(make("summary", "", `${others.length} more unfinished`), list);
  return more;
}

/** What is said quietly: the days practiced in a row, and data that could not be read. @param {HTMLElement} tool @param {Record<string, number>} days @param {boolean} answered @param {number} now */
function kept(tool, days, answered, now) {
  const lines = [];
  const row = daysInARow(days, now);
  if (row > 1) lines.push(make("p", "today__row", `Practiced ${row} days in a row.`));
  if (!answered && setAside()) {
    const line = make("p", "today__row", "What this browser kept could not be read. It was set aside, and nothing of it was overwritten: ");
    const link = make("a", "", "progress");
    link.setAttribute("href", pageAt(tool, "progress/"));
    line.append(link, ".");
    lines.push(line);
  }
  return lines;
}

/** Days in a row with an answer, up to today; a day that is not over yet breaks no row. @param {Record<string, number>} days @param {number} now */
export function daysInARow(days, now) {
  const today = dayNumber(now);
  const last = days[dayName(today)] ? today : today - 1;
  let row = 0;
  while (days[dayName(last - row)]) row += 1;
  return row;
}

/** Say on the card of a topic how it stands. @param {HTMLElement} topic @param {import("./schedule.js").Standing} standing @param {number} skills */
function stand(topic, { due, met, solid, word }, skills) {
  const entry = /** @type {HTMLElement} */ (topic.closest("li"));
  entry.querySelector(".skills__state")?.remove();
  const state = make("span", "skills__state");
  const name = make("b", "skills__word", due ? `Due: ${due}` : word);
  name.dataset.word = due ? "Due" : word;
  state.append(name);
  if (met) state.append(solid ? ` ${solid} of ${skills} skills solid` : ` ${met} of ${skills} skills tried`);
  entry.append(state);
}
