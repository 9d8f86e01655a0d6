/**
 * The address of a form: what gives everybody the same questions in the same order.
 *
 * #seed=7&topics=units:4,edits:2&levels=1,2&bank=1 names how many items come of each topic, and the edition of the bank
 * that they are drawn from: what is added later changes nothing. `topics=units,edits&n=6` spreads n over the topics, and what
 * an address leaves out is filled in at once. An exam has its `minutes` too.
 */

import { bankForm, spread } from "./form.js";

/** @typedef {import("./types.js").Wanted} Wanted */

const LEVELS = [1, 2, 3];
const MOST = 60;

export const newSeed = () => Math.floor(Math.random() * 100_000);

/**
 * How many items of each topic, by the weight of each.
 * @param {string[]} topics @param {number} count @param {number} seed @param {(topic: string) => number} [weigh]
 * @returns {Map<string, number>}
 */
export function shares(topics, count, seed, weigh = () => 1) {
  const weights = topics.map(weigh);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const parts = topics.map((topic, i) => {
    const exact = ((weights[i] ?? 0) / total) * count;
    return { topic, items: Math.floor(exact), left: exact - Math.floor(exact), tie: spread(`${seed}:${topic}`) };
  });
  const open = count - parts.reduce((sum, { items }) => sum + items, 0);
  const ranked = [...parts].sort((one, other) => other.left - one.left || one.tie - other.tie);
  for (const part of ranked.slice(0, open)) part.items += 1;
  return new Map(parts.map(({ topic, items }) => [topic, items]));
}

/** @param {Wanted} wanted */
export function address({ seed, counts, levels, bank, minutes }) {
  const topics = [...counts].filter(([, count]) => count).map(([topic, count]) => `${topic}:${count}`);
  return `#seed=${seed}&topics=${topics.join(",")}&levels=${levels.join(",")}&bank=${bank}${minutes ? `&minutes=${minutes}` : ""}`;
}

/**
 * What an address asks for; nothing where it names no topic that there is.
 * @param {string} hash @param {number} newest @param {string[]} known the ids of the topics
 * @returns {Wanted | null}
 */
export function wantedIn(hash, newest, known) {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  const named = (asked.get("topics") ?? "")
    .split(",")
    .map((part) => part.split(":"))
    .flatMap(([topic, count]) => (topic !== undefined && known.includes(topic) ? [{ topic, count }] : []));
  if (!named.length) return null;
  /** @param {string | null | undefined} text @param {number} otherwise */
  const whole = (text, otherwise) => (/^\d{1,9}$/.test(text ?? "") ? Number(text) : otherwise);
  const seed = whole(asked.get("seed"), 0);
  const even = shares([...new Set(named.map(({ topic }) => topic))], Math.min(MOST, whole(asked.get("n"), 10)), seed);
  const counts = new Map(named.map(({ topic, count }) => [topic, Math.min(MOST, whole(count, even.get(topic) ?? 0))]));
  const levels = LEVELS.filter((level) => (asked.get("levels") ?? "1,2,3").split(",").map(Number).includes(level));
  const minutes = Math.min(240, Math.max(1, whole(asked.get("minutes"), 30)));
  return { seed, counts, levels: levels.length ? levels : LEVELS, bank: whole(asked.get("bank"), newest), minutes };
}

/**
 * The items that an address stands for, in its order.
 * @param {Map<string, import("./types.js").PooledItem[]>} items @param {Wanted} wanted
 * @returns {import("./types.js").ShownItem[]}
 */
export function drawSet(items, { seed, counts, levels, bank }) {
  const drawn = [...counts].flatMap(([topic, count]) =>
    bankForm((items.get(topic) ?? []).filter((item) => item.edition <= bank && levels.includes(item.level)), count, seed, bank),
  );
  return drawn
    .map((item) => ({ item, at: spread(`${seed}:set:${item.id}`) }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
