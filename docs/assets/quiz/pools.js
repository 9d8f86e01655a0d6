/**
 * The pools of further items: one file a topic or a case, fetched only when somebody asks for new questions.
 */

/** @typedef {import("./types.js").Pooled} Pooled */

/** @type {Map<string, Promise<Pooled[]>>} */
const pools = new Map();

/**
 * The items of the pool at an address. Rejects where it cannot be had; the next call tries again.
 * @param {string} address @returns {Promise<Pooled[]>}
 */
export function pool(address) {
  const known = pools.get(address);
  if (known) return known;
  const items = load(address);
  pools.set(address, items);
  items.catch(() => pools.delete(address));
  return items;
}

/** @param {string} address @returns {Promise<Pooled[]>} */
async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).items;
}
