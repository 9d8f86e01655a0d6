/**
 * A set of questions of one's own: chosen topics, levels and number, with an address that gives everybody the same.
 *
 * #seed=7&topics=units:4,edits:2&levels=1,2&bank=1 names how many items come of each topic, and the edition of the bank
 * that they are drawn from: what is added later changes nothing. `topics=units,edits&n=6` spreads n over the topics.
 */

import { goToFirst, show } from "./draw.js";
import { bankForm, spread } from "./form.js";
import { need } from "./store.js";
import { OFFLINE, chosen, itemsOf, offerChoices, say, topicsOf } from "./topics.js";

/** @typedef {{seed: number, counts: Map<string, number>, levels: number[], bank: number}} Wanted */

/** @param {HTMLElement} tool */
export function begin(tool) {
  const form = tool.querySelector("form.tool__choices");
  offerChoices(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { topics, levels, count } = chosen(form);
    if (!topics.length || !levels.length) {
      say(tool, "Choose a topic and a level first.");
      return;
    }
    const lean = new FormData(form).has("lean");
    const seed = Math.floor(Math.random() * 100_000);
    history.replaceState(null, "", `#${address({ seed, counts: shares(topics, count, lean, seed), levels, bank: Number(tool.dataset.edition) })}`);
    fromAddress(tool);
  });
  tool.querySelector("[data-action=copy]").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      say(tool, "The link is copied.");
    } catch {
      say(tool, `Copy this address: ${location.href}`);
    }
  });
  addEventListener("hashchange", () => fromAddress(tool));
  fromAddress(tool);
}

/**
 * How many items of each topic: alike, or more of those that need practice.
 * @param {string[]} topics @param {number} count @param {boolean} lean @param {number} seed
 */
export function shares(topics, count, lean, seed) {
  const weights = topics.map((topic) => (lean ? need(topic) : 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (weight / total) * count);
  const given = exact.map(Math.floor);
  const rest = exact.map((part, i) => ({ i, left: part - given[i], tie: spread(`${seed}:${topics[i]}`) }));
  rest.sort((one, other) => other.left - one.left || one.tie - other.tie);
  const open = count - given.reduce((sum, part) => sum + part, 0);
  for (const { i } of rest.slice(0, open)) given[i] += 1;
  return new Map(topics.map((topic, i) => [topic, given[i]]));
}

/** @param {Wanted} wanted */
export function address({ seed, counts, levels, bank }) {
  const topics = [...counts].filter(([, count]) => count).map(([topic, count]) => `${topic}:${count}`);
  return `seed=${seed}&topics=${topics.join(",")}&levels=${levels.join(",")}&bank=${bank}`;
}

/**
 * What an address asks for; nothing where it names no topic.
 * @param {string} hash @param {number} newest
 * @returns {Wanted | null}
 */
export function wantedIn(hash, newest) {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  const named = (asked.get("topics") ?? "").split(",").filter(Boolean).map((part) => part.split(":"));
  if (!named.length) return null;
  const whole = (text, otherwise) => (/^\d{1,9}$/.test(text ?? "") ? Number(text) : otherwise);
  const seed = whole(asked.get("seed"), 0);
  const even = shares(named.map(([topic]) => topic), Math.min(60, whole(asked.get("n"), 10)), false, seed);
  const counts = new Map(named.map(([topic, count]) => [topic, Math.min(60, whole(count, even.get(topic)))]));
  const levels = (asked.get("levels") ?? "1,2,3").split(",").map(Number).filter((level) => [1, 2, 3].includes(level));
  return { seed, counts, levels: levels.length ? levels : [1, 2, 3], bank: whole(asked.get("bank"), newest) };
}

/**
 * The items of a set, in its order. A withdrawn item is left out, and the others stay.
 * @param {Map<string, import("./form.js").PooledItem[]>} items @param {Wanted} wanted
 */
export function drawSet(items, { seed, counts, levels, bank }) {
  const drawn = [...counts].flatMap(([topic, count]) =>
    bankForm((items.get(topic) ?? []).filter((item) => item.edition <= bank && levels.includes(item.level)), count, seed),
  );
  return drawn
    .map((item) => ({ item, at: spread(`${seed}:set:${item.id}`) }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item)
    .filter((item) => item.html);
}

/** @param {HTMLElement} tool */
async function fromAddress(tool) {
  const wanted = wantedIn(location.hash, Number(tool.dataset.edition));
  if (!wanted) return;
  const topics = topicsOf(tool).filter((topic) => wanted.counts.has(topic.id));
  if (!topics.length) {
    say(tool, "This address names no topic that there is.");
    return;
  }
  let items;
  try {
    items = await itemsOf(topics);
  } catch {
    say(tool, OFFLINE);
    return;
  }
  const quiz = tool.querySelector(".quiz");
  const drawn = drawSet(items, wanted);
  show(quiz, drawn, wanted.seed);
  tool.querySelector(".tool__share").hidden = !drawn.length;
  say(tool, drawn.length ? `${drawn.length} questions. The address of this page gives everybody the same.` : "There is no such question.");
  goToFirst(quiz);
}
