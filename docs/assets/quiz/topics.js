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

/** Bring a tool's form to life; one button of it chooses every topic, or none. @param {HTMLFormElement} form */
export function offerChoices(form) {
  const every = form.querySelector("[data-action=every-topic]");
  const boxes = [...form.querySelectorAll("[name=topic]")];
  const tell = () => (every.textContent = boxes.some((box) => box.checked) ? "No topic" : "Every topic");
  every.addEventListener("click", () => {
    const none = boxes.every((box) => !box.checked);
    for (const box of boxes) box.checked = none;
    tell();
  });
  form.addEventListener("change", tell);
  tell();
  form.removeAttribute("data-waiting");
}

/** @param {HTMLElement} tool @param {string} words */
export function say(tool, words) {
  tool.querySelector(".tool__status").textContent = words;
}

export const OFFLINE = "The questions could not be loaded. Try again when you are online.";

/** What is chosen in a tool's form. @param {HTMLFormElement} form */
export function chosen(form) {
  const data = new FormData(form);
  return {
    topics: data.getAll("topic").map(String),
    levels: data.getAll("level").map(Number),
    count: Math.min(60, Math.max(1, Math.trunc(Number(data.get("count"))) || 10)),
  };
}
