/**
 * The topics that a tool of the practice pages offers, and their pools.
 */

import { data, element, elements } from "../elements.js";
import { MOST, isAsked } from "./form.js";
import { pool } from "./pools.js";

/** @typedef {import("./types.js").PooledItem} PooledItem */
/** @typedef {import("./types.js").Topic} Topic */

/** @param {HTMLElement} tool @returns {Topic[]} */
export const topicsOf = (tool) =>
  elements(tool, "[data-topic-pool]", HTMLInputElement).map((input) => ({ id: input.value, title: data(input, "title"), pool: data(input, "topicPool"), past: input.dataset.past !== undefined }));

/**
 * The pools of topics, by topic; a topic whose pool cannot be had rejects.
 * @param {Topic[]} topics @returns {Promise<Map<string, PooledItem[]>>}
 */
export async function poolsOf(topics) {
  /** @param {Topic} topic @returns {Promise<[string, PooledItem[]]>} */
  const loaded = async (topic) => [topic.id, /** @type {PooledItem[]} */ (await pool(topic.pool))];
  return new Map(await Promise.all(topics.map(loaded)));
}

/** The items that are not withdrawn, by id. @param {Map<string, PooledItem[]>} pools @returns {Map<string, PooledItem>} */
export const askedItems = (pools) => new Map([...pools.values()].flat().filter(isAsked).map((item) => [item.id, item]));

/**
 * What is loaded for a tool, which says while it is on its way; nothing where any of it cannot be had, and then a button tries
 * again. Until it is there no button of the tool begins anything twice.
 * @template T @param {HTMLElement} tool @param {() => Promise<T>} load @param {() => void} retried what the button does
 * @returns {Promise<T | null>}
 */
export async function fetched(tool, load, retried) {
  const retry = element(tool, "[data-action=retry]");
  const buttons = elements(tool, ".tool__begin, [data-action=retry]", HTMLButtonElement);
  for (const button of buttons) button.disabled = true;
  say(tool, "Loading …");
  try {
    const loaded = await load();
    say(tool, "");
    retry.hidden = true;
    return loaded;
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
 * Bring a tool's form to life. One button of it chooses every topic but that of past years, or none. On a phone the topics and levels are folded, so
 * that the button that begins is on the first screen; what is chosen is said all the same.
 * @param {HTMLFormElement} form
 */
export function offerChoices(form) {
  const every = element(form, "[data-action=every-topic]");
  const boxes = topicBoxes(form).filter((box) => box.dataset.past === undefined);
  const past = topicBoxes(form).filter((box) => box.dataset.past !== undefined);
  const narrow = element(form, ".tool__narrow", HTMLDetailsElement);
  const summary = element(narrow, "summary");
  /** @param {HTMLInputElement[]} all @param {string} noun */
  const share = (all, noun) => {
    const checked = all.filter((box) => box.checked).length;
    return checked === all.length ? `all ${noun}` : `${checked} of ${all.length} ${noun}`;
  };
  const summarize = () => {
    const added = past.filter((box) => box.checked).map((box) => `, ${data(box, "title")}`);
    every.textContent = boxes.some((box) => box.checked) ? "Clear all topics" : "Choose all topics";
    summary.textContent = `Ask about ${share(boxes, "topics")}${added.join("")}, ${share(levelBoxes(form), "levels")}`;
  };
  narrow.open = matchMedia("(min-width: 45em)").matches;
  every.addEventListener("click", () => {
    const none = boxes.every((box) => !box.checked);
    for (const box of boxes) box.checked = none;
    for (const box of past) box.checked = false;
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
export function choose(form, { counts, levels, minutes, title }) {
  /** @param {string} name @param {number} value */
  const fill = (name, value) => {
    element(form, `[name=${name}]`, HTMLInputElement).value = String(value);
  };
  for (const box of topicBoxes(form)) box.checked = counts.has(box.value);
  for (const box of levelBoxes(form)) box.checked = levels.includes(Number(box.value));
  fill("count", sizeOf(counts));
  if (minutes) fill("minutes", minutes);
  element(form, "[name=title]", HTMLInputElement).value = title ?? "";
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

/**
 * Put the title that a link gives where the page's own stands, and nothing in its way: who follows it need not choose anything.
 * @param {HTMLElement} tool @param {string | undefined} title
 */
export function entitle(tool, title) {
  const words = document.querySelector("h1")?.firstChild;
  if (!words) return;
  tool.dataset.title ??= words.textContent ?? "";
  const name = title || tool.dataset.title;
  document.title = document.title.replace(words.textContent ?? "", () => name);
  words.textContent = name;
  for (const place of elements(document, "[data-md-component=header-topic] .md-ellipsis")) place.textContent = name;
  tool.toggleAttribute("data-assigned", Boolean(title));
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
    count: Math.min(MOST, Math.max(1, Math.trunc(Number(fields.get("count"))) || 10)),
    minutes: Math.min(240, Math.max(1, Math.trunc(Number(fields.get("minutes"))) || 30)),
    title: String(fields.get("title") ?? "").trim(),
  };
}
