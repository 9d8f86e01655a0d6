/**
 * The pools: one file a topic or a case, fetched only when somebody asks for new questions. It says what may be drawn; the HTML of
 * the questions is in files of their own, of which only those with a question that was drawn are fetched. macros/pages/pools.py
 * writes both.
 */

/** @typedef {import("./types.js").Pooled} Pooled */
/** @typedef {import("./types.js").Shown} Shown */

/**
 * A function that loads from an address once. It rejects where nothing can be had, and the next call tries again.
 * @template T @param {(address: string) => Promise<T>} load @returns {(address: string) => Promise<T>}
 */
export function once(load) {
  /** @type {Map<string, Promise<T>>} */
  const loaded = new Map();
  return (address) => {
    const known = loaded.get(address);
    if (known) return known;
    const asked = load(address);
    loaded.set(address, asked);
    asked.catch(() => loaded.delete(address));
    return asked;
  };
}

/** What is at an address. Rejects where it cannot be had. @param {string} address @param {RequestInit} [how] */
export async function fetchedFrom(address, how) {
  const answer = await fetch(address, how);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer;
}

/**
 * What a pool's file says of a scenario: the files of its questions, their ids one after the other without the scenario's, what
 * they have in common, and what each has of its own, by columns.
 * @typedef {{scenario: string, files: string[], ids: string, all: object, each: Record<string, unknown[]>}} Listed
 */

/** What a pool leaves out where it is this of all. */
const EMPTY = { level: 0, edition: 0, judged: 0, past: 0, records: [], payer: "", kind: "", withdrawn: "", file: 0 };

/** What may be drawn of the pool at an address. @type {(address: string) => Promise<Pooled[]>} */
export const pool = once(async (address) => {
  /** @type {{scenarios: Listed[]}} */
  const { scenarios } = await (await fetchedFrom(address)).json();
  const here = new URL(address, location.href);
  return scenarios.flatMap(({ scenario, files, ids, all, each }) =>
    (ids.match(/.{8}/g) ?? []).map((id, at) => {
      const own = Object.fromEntries(Object.entries(each).map(([name, column]) => [name, column[at]]));
      const item = { ...EMPTY, ...all, ...own };
      return { ...item, scenario, id: `${scenario}-${id}`, file: new URL(files[item.file] ?? "", here).href };
    }),
  );
});

/** The HTML of the questions in a file, by their ids. @type {(address: string) => Promise<Record<string, string>>} */
const questionsAt = once(async (address) => (await fetchedFrom(address)).json());

/** Items with their HTML. Rejects where that of any cannot be had. @template {Pooled} T @param {T[]} items @returns {Promise<(T & Shown)[]>} */
export const withHtml = (items) =>
  Promise.all(
    items.map(async (item) => {
      const html = (await questionsAt(item.file))[item.id];
      if (html === undefined) throw new Error(`there is no ${item.id} in ${item.file}`);
      return { ...item, html };
    }),
  );
