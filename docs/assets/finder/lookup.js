/** Looks up what Python has worked out: the walk through a table of macros/pages/lookup_table.py. */

/** @typedef {string | boolean | null} Value */
/** @typedef {Record<string, Value>} Choice a value for each feature */

/**
 * @template A
 * @typedef {object} Table
 * @property {Record<string, Value[]>} features
 * @property {number[][]} nodes the number of a feature, then where each of its values leads
 * @property {A[]} answers -1 leads to the first of them
 * @property {number} start
 */

/** The answer for a choice. @template A @param {Table<A>} table @param {Choice} choice @returns {A} */
export function lookUp({ features, nodes, answers, start }, choice) {
  const names = Object.keys(features);
  let at = start;
  while (at >= 0) {
    const [feature = 0, ...ways] = nodes[at] ?? [];
    const name = names[feature] ?? "";
    const way = ways[(features[name] ?? []).indexOf(choice[name] ?? null)];
    if (way === undefined) throw new Error(`the table has no ${name} ${choice[name]}`);
    at = way;
  }
  return /** @type {A} */ (answers[~at]);
}

/** Whether a table has such a value. @param {Table<unknown>} table @param {string} name @param {Value} value */
export const knows = ({ features }, name, value) => features[name]?.includes(value) ?? false;
