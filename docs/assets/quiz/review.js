/**
 * Review: what was missed comes again, after 0, 1, 3, 7, 14 and 30 days as long as it is answered rightly.
 */

import { element } from "../elements.js";
import { goToFirst, show } from "./draw.js";
import { pageOf } from "./session.js";
import { left } from "./sessions.js";
import { due, read, write } from "./store.js";
import { fetched, ready, say, shownItems, topicsOf } from "./topics.js";

const AT_ONCE = 10;

/** @param {HTMLElement} tool */
export async function begin(tool) {
  element(tool, "[data-action=review]").addEventListener("click", () => next(tool));
  ready(tool);
  await next(tool);
}

/** @param {HTMLElement} tool */
async function next(tool) {
  const more = element(tool, "[data-action=review]");
  const quiz = element(tool, ".quiz");
  const stored = read();
  const before = left(pageOf())?.ids.flatMap((id) => (stored.items[id] ? [{ id, item: stored.items[id] }] : []));
  const waiting = before?.length ? before : due();
  more.hidden = true;
  const pools = await fetched(tool, topicsOf(tool).filter((topic) => waiting.some(({ item }) => item.topic === topic.id)), () => next(tool));
  if (!pools) return;
  const known = shownItems(pools);
  forget(waiting.map(({ id }) => id).filter((id) => !known.has(id)));
  const items = waiting.flatMap(({ id }) => known.get(id) ?? []);
  show(quiz, items.slice(0, AT_ONCE));
  more.hidden = items.length <= AT_ONCE;
  say(tool, items.length ? `${items.length} ${items.length === 1 ? "question is" : "questions are"} due.` : later());
  if (items.length) goToFirst(quiz);
}

/** What is not due yet, and the day of the first. */
function later() {
  const days = Object.values(read().items).flatMap((item) => item.due ?? []);
  if (!days.length) return "Nothing is waiting: what you miss in a topic, a set or an exam comes here.";
  const first = new Date(Math.min(...days)).toLocaleDateString("en-US", { month: "long", day: "numeric" });
  return `Nothing is due today. ${days.length} ${days.length === 1 ? "question waits" : "questions wait"}, the first until ${first}.`;
}

/** Items that are in no pool any more are not asked again. @param {string[]} ids */
function forget(ids) {
  if (!ids.length) return;
  const stored = read();
  for (const id of ids) {
    delete stored.items[id]?.box;
    delete stored.items[id]?.due;
  }
  write(stored);
}
