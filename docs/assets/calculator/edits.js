/** What the edits say of two codes on a day: macros/pages/edit_answers.py has worked it out. tests/calculator holds the two together. */

/** @import { Phrase, Table } from "./types.js" */

/**
 * The number of the answer for `pairs` from each day on. In the answers $column1 and $column2 stand for the codes of the pair as it is
 * listed, $first and $second for the codes in the order in which they are asked about, and $day for the day.
 * @typedef {{pairs: [string, string][]} & Record<Table, [since: string, number: number][]>} PairKind
 * @typedef {{steps: Phrase[], warnings: Phrase[], denied: string | null, opens: boolean}} EditAnswer
 * @typedef {{answers: EditAnswer[], kinds: PairKind[]}} EditTable the first kind is that of the pairs that were never read
 */

/** @param {EditTable} edits @param {string} first @param {string} second @param {string} on @param {Table} table @returns {EditAnswer} */
export function editBetween({ answers, kinds }, first, second, on, table) {
  /** @param {[string, string]} pair */
  const isAsked = (pair) => pair.includes(first) && pair.includes(second);
  const kind = kinds.find(({ pairs }) => pairs.some(isAsked)) ?? kinds[0];
  const [$column1 = "", $column2 = ""] = kind?.pairs.find(isAsked) ?? [];
  const [, number = 0] = kind?.[table].findLast(([since]) => since <= on) ?? [];
  /** @type {Record<string, string>} */
  const given = { $first: first, $second: second, $column1, $column2, $day: on };
  return JSON.parse(JSON.stringify(answers[number]), (_, value) => given[value] ?? value);
}
