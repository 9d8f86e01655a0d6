/** Review: the skills that are due, each in a question with other numbers than before. */

import { counted, data, element, make } from "../elements.js";
import { goToFirst, show } from "./draw.js";
import { isAsked, isPast, spread } from "./form.js";
import { withHtml } from "./pools.js";
import { cards, dueBy } from "./schedule.js";
import { pageOf } from "./session.js";
import { left } from "./sessions.js";
import { dayNumber, read, skillOf, write } from "./store.js";
import { askedItems, fetched, poolsOf, ready, say, topicsOf } from "./topics.js";

/** @typedef {import("./types.js").PooledItem} PooledItem */

const AT_ONCE = 10;

/** @param {HTMLElement} tool */
export async function begin(tool) {
  element(tool, "[data-action=review]").addEventListener("click", () => next(tool, null));
  ready(tool);
  await next(tool, left(pageOf()));
}

/**
 * Show what is due, or the session that was left here.
 * @param {HTMLElement} tool @param {import("./types.js").Session | null} before
 */
async function next(tool, before) {
  const quiz = element(tool, ".quiz");
  const more = element(tool, "[data-action=review]");
  const all = cards();
  const due = dueBy(all, dayNumber(Date.now()));
  const asked = before ? all.filter(({ skill }) => before.ids.some((id) => skillOf(id) === skill)) : due;
  more.hidden = true;
  const load = async () => {
    const pools = await poolsOf(topicsOf(tool).filter((topic) => [...due, ...asked].some((card) => card.topic === topic.id)));
    const known = askedItems(pools);
    const waiting = due.flatMap(({ skill, topic }) => another(pools.get(topic) ?? [], skill) ?? []);
    const items = before ? before.ids.flatMap((id) => known.get(id) ?? []) : waiting.slice(0, AT_ONCE);
    return { waiting, shown: await withHtml(items) };
  };
  const loaded = await fetched(tool, load, () => next(tool, before));
  if (!loaded) return;
  const { waiting, shown } = loaded;
  forget(due.map(({ skill }) => skill).filter((skill) => waiting.every(({ scenario }) => scenario !== skill)));
  show(quiz, shown, before?.seed);
  const others = waiting.filter(({ scenario }) => shown.every((item) => item.scenario !== scenario)).length;
  more.hidden = !others;
  quiz.dataset.more = String(Math.min(AT_ONCE, others));
  const nothing = shown.length ? "" : later();
  say(tool, waiting.length ? `${counted(waiting.length, "question")} ${waiting.length === 1 ? "is" : "are"} due.` : nothing);
  tool.querySelector(".review__on")?.remove();
  if (shown.length) {
    goToFirst(quiz);
    return;
  }
  const way = make("a", "button button--primary review__on", "Ten new questions");
  way.setAttribute("href", `${data(tool, "top")}practice/across/#begin`);
  element(tool, ".tool__status").after(way);
}

/** A question of a skill: one that was not answered yet, or else the one answered longest ago. @param {PooledItem[]} pooled those of its topic @param {string} skill */
function another(pooled, skill) {
  const { items } = read();
  return pooled
    .filter((item) => item.scenario === skill && !isPast(item))
    .filter(isAsked)
    .map((item) => ({ item, last: items[item.id]?.last ?? 0, place: spread(`${dayNumber(Date.now())}:${item.id}`) }))
    .sort((one, other) => one.last - other.last || one.place - other.place)[0]?.item;
}

/** What is not due yet, and the day of the first. */
function later() {
  const days = cards().map(({ due }) => due);
  if (!days.length) return "Nothing is waiting: what you answer in a topic, a set or an exam comes back here.";
  const first = Math.min(...days);
  const day = new Date(first * 86_400_000).toLocaleDateString("en-US", { month: "long", day: "numeric", timeZone: "UTC" });
  const back = first === dayNumber(Date.now()) + 1 ? "tomorrow" : `on ${day}`;
  return `Nothing is due today. The next question comes back ${back}.`;
}

/** Skills that no question asks for any more do not come back. @param {string[]} skills */
function forget(skills) {
  if (!skills.length) return;
  const stored = read();
  for (const skill of skills) delete stored.skills?.[skill];
  for (const [id, item] of Object.entries(stored.items)) {
    if (!skills.includes(skillOf(id))) continue;
    delete item.box;
    delete item.due;
  }
  write(stored);
}
