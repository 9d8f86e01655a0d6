/**
 * The topics that a tool of the practice pages offers, and their items.
 */

import { pool } from "./pools.js";

/** @typedef {{id: string, title: string, pool: string}} Topic */

/** @param {HTMLElement} tool @returns {Topic[]} */
export const topicsOf = (tool) =>
  [...tool.querySelectorAll("[data-topic-pool]")].map((each) => ({ id: each.value, title: each.dataset.title, pool: each.dataset.topicPool }));

/**
 * The items of topics, by topic; a topic that cannot be had rejects.
 * @param {Topic[]} topics
 */
export async function itemsOf(topics) {
  const found = await Promise.all(topics.map((topic) => pool(topic.pool)));
  return new Map(topics.map((topic, i) => [topic.id, found[i]]));
}

/**
 * The items of topics for a tool, which says while they are on their way; nothing where they cannot be had, and then a button
 * tries again. Until they are there no button of the tool begins anything twice.
 * @param {HTMLElement} tool @param {Topic[]} topics @param {() => void} retried what the button does
 */
export async function fetched(tool, topics, retried) {
  const retry = tool.querySelector("[data-action=retry]");
  const buttons = tool.querySelectorAll(".tool__begin, [data-action=retry]");
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

/**
 * Bring a tool's form to life. One button of it chooses every topic, or none. On a phone the topics and levels are folded, so
 * that the button that begins is on the first screen; what is chosen is told all the same.
 * @param {HTMLFormElement} form
 */
export function offerChoices(form) {
  const every = form.querySelector("[data-action=every-topic]");
  const boxes = [...form.querySelectorAll("[name=topic]")];
  const levels = [...form.querySelectorAll("[name=level]")];
  const narrow = form.querySelector(".tool__narrow");
  const told = (all, noun) => {
    const checked = all.filter((box) => box.checked).length;
    return checked === all.length ? `all ${noun}` : `${checked} of ${all.length} ${noun}`;
  };
  const tell = () => {
    every.textContent = boxes.some((box) => box.checked) ? "Clear all topics" : "Choose all topics";
    narrow.firstElementChild.textContent = `Ask about ${told(boxes, "topics")}, ${told(levels, "levels")}`;
  };
  narrow.open = matchMedia("(min-width: 45em)").matches;
  every.addEventListener("click", () => {
    const none = boxes.every((box) => !box.checked);
    for (const box of boxes) box.checked = none;
    tell();
  });
  form.addEventListener("change", tell);
  tell();
}

/** A tool keeps its room unseen until it knows what to show, so that nothing moves. @param {HTMLElement} tool */
export function ready(tool) {
  tool.removeAttribute("data-waiting");
}

/** Choose in a tool's form what an address names. @param {HTMLFormElement} form @param {import("./address.js").Wanted} wanted */
export function choose(form, { counts, levels, minutes }) {
  const fill = (name, value) => (form.elements.namedItem(name).value = value);
  for (const box of form.querySelectorAll("[name=topic]")) box.checked = counts.has(box.value);
  for (const box of form.querySelectorAll("[name=level]")) box.checked = levels.includes(Number(box.value));
  fill("count", [...counts.values()].reduce((sum, count) => sum + count, 0));
  if (minutes) fill("minutes", minutes);
  form.dispatchEvent(new Event("change"));
}

/** The button that copies the address of the page. @param {HTMLElement} tool */
export function offerLink(tool) {
  tool.querySelector("[data-action=copy]").addEventListener("click", async () => {
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
  tool.querySelector(".tool__status").textContent = words;
}

/** What is chosen in a tool's form. @param {HTMLFormElement} form */
export function chosen(form) {
  const data = new FormData(form);
  return {
    topics: data.getAll("topic").map(String),
    levels: data.getAll("level").map(Number),
    count: Math.min(60, Math.max(1, Math.trunc(Number(data.get("count"))) || 10)),
    minutes: Math.min(240, Math.max(1, Math.trunc(Number(data.get("minutes"))) || 30)),
  };
}
