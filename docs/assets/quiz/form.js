/**
 * Which items a form holds. macros/scenarios/bank.py chooses in the same way, so the tests compare the two.
 */

/** @typedef {import("./types.js").PooledItem} PooledItem */

/** Whether an item was not withdrawn. @param {import("./types.js").Pooled} item */
export const isAsked = ({ withdrawn }) => !withdrawn;

/** Whether an item is one of past years, as far as an edition tells them apart. @param {PooledItem} item @param {number} [edition] */
export const isPast = ({ past }, edition = Infinity) => past > 0 && past <= edition;

/** Questions that a form holds at most. */
export const MOST = 60;

/** A seed by chance, short enough for an address. */
export const newSeed = () => Math.floor(Math.random() * 100_000);

/** A number from 0 to 2**32 - 1: FNV-1a with the last mixing of MurmurHash3. @param {string} text */
export function spread(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Sorted by a number, and by name where it is the same. @template T @param {T[]} values @param {(value: T) => string} nameOf @param {number} seed */
function spreadOut(values, nameOf, seed) {
  return values
    .map((value) => ({ value, name: nameOf(value), place: spread(`${seed}:${nameOf(value)}`) }))
    .sort((one, other) => one.place - other.place || (one.name < other.name ? -1 : 1))
    .map(({ value }) => value);
}

/**
 * Up to `count` items, one of each scenario in turn; one that rests on a record already used comes last. Withdrawn items
 * are ordered like all others and then left out: the form's other items stay, and the next ones in order fill it up. So are
 * those of past years, as far as the edition tells them apart.
 * Scenarios of judgment and all others take turns, as far as the edition that the form is drawn from knows of judgment.
 * @template {PooledItem} T
 * @param {T[]} items @param {number} count @param {number} seed @param {number} [edition]
 */
export function bankForm(items, count, seed, edition = Infinity) {
  /** @type {Map<string, T[]>} */
  const waiting = new Map();
  for (const item of spreadOut(items, ({ id }) => id, seed)) {
    waiting.set(item.scenario, [...(waiting.get(item.scenario) ?? []), item]);
  }
  const queues = spreadOut([...waiting], ([name]) => name, seed).map(([, queue]) => queue);
  const judged = queues.filter(([first]) => first && first.judged > 0 && first.judged <= edition);
  const others = queues.filter((queue) => !judged.includes(queue));
  const [ahead, behind] = spread(`${seed}:judgment`) % 2 ? [judged, others] : [others, judged];
  const turns = queues.flatMap((_, turn) => [ahead[turn], behind[turn]]).filter((queue) => queue !== undefined);
  const chosen = [];
  const postponed = [];
  /** @type {Set<string>} */
  const used = new Set();
  for (let turn = 0; turn < Math.max(0, ...turns.map((queue) => queue.length)); turn++) {
    for (const item of turns.flatMap((queue) => queue[turn] ?? [])) {
      if (item.records.some((record) => used.has(record))) postponed.push(item);
      else {
        chosen.push(item);
        for (const record of item.records) used.add(record);
      }
    }
  }
  return [...chosen, ...postponed].filter(isAsked).filter((item) => !isPast(item, edition)).slice(0, count);
}
