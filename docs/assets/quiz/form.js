/**
 * Which items a form holds. macros/scenarios/bank.py chooses in the same way, so the tests compare the two.
 */

/**
 * @typedef {object} PooledItem
 * @property {string} id @property {string} scenario @property {number} level @property {number} edition
 * @property {string[]} records @property {string | null} html nothing where the item is withdrawn
 */

/** A number from 0 to 2**32 - 1: FNV-1a with the last mixing of MurmurHash3. @param {string} text */
export function spread(text) {
  let found = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) found = Math.imul(found ^ byte, 0x01000193);
  found = Math.imul(found ^ (found >>> 16), 0x85ebca6b);
  found = Math.imul(found ^ (found >>> 13), 0xc2b2ae35);
  return (found ^ (found >>> 16)) >>> 0;
}

/** Sorted by a number, and by name where it is the same. @template T @param {T[]} all @param {(each: T) => string} name @param {number} seed */
function spreadOut(all, name, seed) {
  return all
    .map((each) => ({ each, name: name(each), place: spread(`${seed}:${name(each)}`) }))
    .sort((one, other) => one.place - other.place || (one.name < other.name ? -1 : 1))
    .map(({ each }) => each);
}

/**
 * Up to `count` items, one of each scenario in turn; one that rests on a record already told comes last.
 * @param {PooledItem[]} items @param {number} count @param {number} seed
 */
export function bankForm(items, count, seed) {
  /** @type {Map<string, PooledItem[]>} */
  const waiting = new Map();
  for (const item of spreadOut(items, (each) => each.id, seed)) {
    waiting.set(item.scenario, [...(waiting.get(item.scenario) ?? []), item]);
  }
  const turns = spreadOut([...waiting], ([name]) => name, seed).map(([, queue]) => queue);
  const chosen = [];
  const keptBack = [];
  const told = new Set();
  for (let turn = 0; turn < Math.max(0, ...turns.map((queue) => queue.length)); turn++) {
    for (const item of turns.map((queue) => queue[turn]).filter(Boolean)) {
      if (item.records.some((record) => told.has(record))) keptBack.push(item);
      else {
        chosen.push(item);
        for (const record of item.records) told.add(record);
      }
    }
  }
  return [...chosen, ...keptBack].slice(0, count);
}
