/** Which questions an assignment draws, and which one comes in place of another. Nothing here knows the page. */

import { nameOf, shares } from "../quiz/address.js";
import { MOST, bankForm, isAsked, isPast, spread } from "../quiz/form.js";

/** @typedef {import("../quiz/types.js").Named} Named */
/** @typedef {import("../quiz/types.js").PooledItem} PooledItem */

/**
 * @typedef {object} Choices what a trainer asks for
 * @property {string[]} topics @property {number[]} levels @property {string[]} kinds @property {string} payer
 * @property {string[]} cases @property {number} count @property {number} seed @property {number} bank
 */
/** @typedef {{place: number, named: Named}} Locked a question that stays at its place, from 0 */

/** Whether a question is asked for. @param {PooledItem} item @param {Choices} choices */
function fits(item, { levels, kinds, payer, bank }) {
  const ofPayer = payer === "any" || (payer === "other" ? item.payer === "other" : item.payer !== "other");
  return item.edition <= bank && levels.includes(item.level) && kinds.includes(item.kind) && ofPayer;
}

/**
 * The questions drawn for the choices, among them those that were locked, each at its place where there are enough others.
 * Where a topic has too few, the others give more.
 * @param {Map<string, PooledItem[]>} pools @param {Choices} choices @param {Locked[]} locked @returns {Named[]}
 */
export function draw(pools, choices, locked) {
  const { topics, seed, bank } = choices;
  const taken = new Set(locked.map(({ named }) => named.id));
  const queues = new Map(
    topics.map((topic) => {
      const items = (pools.get(topic) ?? []).filter(isAsked).filter((item) => fits(item, choices) && !taken.has(item.id));
      return [topic, bankForm(items, MOST, seed, bank)];
    }),
  );
  const wanted = Math.max(0, choices.count - locked.length);
  const counts = shares(topics, wanted, seed);
  /** @type {Named[]} */
  const drawn = [];
  /** @param {string} topic @param {number} count */
  const take = (topic, count) => {
    const queue = queues.get(topic) ?? [];
    for (let left = count; left > 0 && queue.length; ) {
      const [item] = queue.splice(0, 1);
      if (!item || taken.has(item.id)) continue;
      taken.add(item.id);
      drawn.push({ home: topic, id: item.id });
      left -= 1;
    }
  };
  for (const topic of topics) take(topic, counts.get(topic) ?? 0);
  while (drawn.length < wanted && [...queues.values()].some((queue) => queue.length)) {
    for (const topic of topics) if (drawn.length < wanted) take(topic, 1);
  }
  const mixed = drawn.map((named) => ({ named, at: spread(`${seed}:set:${named.id}`) })).sort((one, other) => one.at - other.at);
  const items = mixed.map(({ named }) => named);
  for (const { place, named } of [...locked].sort((one, other) => one.place - other.place)) items.splice(place, 0, named);
  return items;
}

/**
 * Another question of the same topic and level, of those asked for where there is one; asked for again and again it comes to all
 * of them in turn. A skill that the assignment has already comes last.
 * @param {PooledItem[]} items of the topic @param {Named} current @param {Named[]} all the assignment @param {Choices} choices
 * @returns {Named | null}
 */
export function another(items, current, all, choices) {
  const level = items.find(({ id }) => id === current.id)?.level;
  const taken = new Set(all.map(({ id }) => id));
  const free = items.filter(isAsked).filter((item) => item.level === level && !isPast(item, choices.bank) && (!taken.has(item.id) || item.id === current.id));
  const others = all.filter((named) => nameOf(named) !== nameOf(current));
  const skills = new Set(items.filter(({ id }) => others.some((named) => named.id === id)).map(({ scenario }) => scenario));
  const asked = free.filter((item) => fits(item, choices));
  const fresh = asked.filter(({ scenario }) => !skills.has(scenario));
  for (const offered of [fresh, asked, free]) {
    const ranked = offered.map((item) => ({ id: item.id, at: spread(`${choices.seed}:swap:${item.id}`) })).sort((one, other) => one.at - other.at);
    const rest = ranked.filter(({ id }) => id !== current.id);
    const from = spread(`${choices.seed}:swap:${current.id}`);
    const next = rest.find(({ at }) => at > from) ?? rest[0];
    if (next) return { home: current.home, id: next.id };
  }
  return null;
}
