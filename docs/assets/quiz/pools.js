/**
 * The pools of further items: one file a topic, fetched only when somebody asks for new questions.
 */

/** @typedef {import("./form.js").PooledItem} PooledItem */

/** @type {Map<string, Promise<PooledItem[]>>} */
const pools = new Map();

/**
 * The items of the pool at an address. Rejects where it cannot be had; the next call tries again.
 * @param {string} address
 */
export function pool(address) {
  if (!pools.has(address)) {
    const loading = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    });
    pools.set(address, loading.then((data) => data.items));
    loading.catch(() => pools.delete(address));
  }
  return pools.get(address);
}
