/**
 * The topics that a tool of the practice pages offers, and their items.
 */

import { data, element, elements } from "../elements.js";
import { isShown } from "./form.js";
import { pool } from "./pools.js";

/** @typedef {import("./types.js").PooledItem} PooledItem */
/** @typedef {import("./types.js").ShownItem} ShownItem */
/** @typedef {import("./types.js").Topic} Topic */

/** @param {HTMLElement} tool @returns {Topic[]} */
export const topicsOf = (tool) =>
  elements(tool, "[data-topic-pool]", HTMLInputElement).map((input) => ({ id: input.value, title: data(input, "title"), pool: data(input, "topicPool") }));

/**
 * The items of topics, by topic; a topic that cannot be had rejects.
 * @param {Topic[]} topics @returns {Promise<Map<string, PooledItem[]>>}
 */
async function itemsOf(topics) {
  /** @param {Topic} topic @returns {Promise<[string, PooledItem[]]>} */
  const loaded = async (topic) => [topic.id, /** @type {PooledItem[]} */ (await pool(topic.pool))];
  return new Map(await Promise.all(topics.map(loaded)));
}

/** The items that are not withdrawn, by id. @param {Map<string, PooledItem[]>} pools @returns {Map<string, ShownItem>} */
export const shownItems = (pools) => new Map([...pools.values()].flat().filter(isShown).map((item) => [item.id, item]));

/**
 * The items of topics for a tool, which says while they are on their way; nothing where they cannot be had, and then a button
 * tries again. Until they are there no button of the tool begins anything twice.
 * @param {HTMLElement} tool @param {Topic[]} topics @param {() => void} retried what the button does
 */
export async function fetched(tool, topics, retried) {
  const retry = element(tool, "[data-action=retry]");
  const buttons = elements(tool, ".tool__begin, [data-action=retry]", HTMLButtonElement);
  for (const button of buttons) button.disabled = true;
  say(tool, "Loading …");
  try {
    const items = await itemsOf(topics);
    say(tool, "");
    retry.hidden = true;
    return items;
  } catch {
    say(tool, "The questions could not be loaded. Try again when you are online.");
    retry.onclick = retried;
    retry.hidden = false;
    return null;
  } finally {
    for (const button of buttons) button.disabled = false;
    if (!retry.hidden && document.activeElement === document.body) retry.focus();
  }
}

/** @param {HTMLFormElement} form */
const topicBoxes = (form) => elements(form, "[name=topic]", HTMLInputElement);

/** @param {HTMLFormElement} form */
const levelBoxes = (form) => elements(form, "[name=level]", HTMLInputElement);

/**
 * Bring a tool's form to life. One button of it chooses every topic, or none. On a phone the topics and levels are folded, so
 * that the button that begins is on the first screen; what is chosen is said all the same.
 * @param {HTMLFormElement} form
 */
export function offerChoices(form) {
  const every = element(form, "[data-action=every-topic]");
  const boxes = topicBoxes(form);
  const narrow = element(form, ".tool__narrow", HTMLDetailsElement);
  const summary = element(narrow, "summary");
  /** @param {HTMLInputElement[]} all @param {string} noun */
  const share = (all, noun) => {
    const checked = all.filter((box) => box.checked).length;
    return checked === all.length ? `all ${noun}` : `${checked} of ${all.length} ${noun}`;
  };
  const summarize = () => {
    every.textContent = boxes.some((box) => box.checked) ? "Clear all topics" : "Choose all topics";
    summary.textContent = `Ask about ${share(boxes, "topics")}, ${share(levelBoxes(form), "levels")}`;
  };
  narrow.open = matchMedia("(min-width: 45em)").matches;
  every.addEventListener("click", () => {
    const none = boxes.every((box) => !box.checked);
    for (const box of boxes) box.checked = none;
    summarize();
  });
  form.addEventListener("change", summarize);
  summarize();
}

/** A tool keeps its room unseen until it knows what to show, so that nothing moves. @param {HTMLElement} tool */
export function ready(tool) {
  tool.removeAttribute("data-waiting");
}

/** How many items there are in all. @param {Map<string, number>} counts by topic */
export const sizeOf = (counts) => [...counts.values()].reduce((sum, count) => sum + count, 0);

/** Choose in a tool's form what an address names. @param {HTMLFormElement} form @param {import("./types.js").Wanted} wanted */
export function choose(form, { counts, levels, minutes }) {
  /** @param {string} name @param {number} value */
  const fill = (name, value) => {
    element(form, `[name=${name}]`, HTMLInputElement).value = String(value);
  };
  for (const box of topicBoxes(form)) box.checked = counts.has(box.value);
  for (const box of levelBoxes(form)) box.checked = levels.includes(Number(box.value));
  fill("count", sizeOf(counts));
  if (minutes) fill("minutes", minutes);
  form.dispatchEvent(new Event("change"));
}

/** The button that copies the address of the page. @param {HTMLElement} tool */
export function offerLink(tool) {
  element(tool, "[data-action=copy]").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      say(tool, "The link is copied.");
    } catch {
      say(tool, `Copy this address: ${location.href}`);
    }
  });
}

/** @param {HTMLElement} tool @param {string} words */
export function say(tool, words) {
  element(tool, ".tool__status").textContent = words;
}

/** What is chosen in a tool's form. @param {HTMLFormElement} form */
export function chosen(form) {
  const fields = new FormData(form);
  return {
    topics: fields.getAll("topic").map(String),
    levels: fields.getAll("level").map(Number),
    count: Math.min(60, Math.max(1, Math.trunc(Number(fields.get("count"))) || 10)),
    minutes: Math.min(240, Math.max(1, Math.trunc(Number(fields.get("minutes"))) || 30)),
  };
}
