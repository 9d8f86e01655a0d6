/** Who may provide it: the answer of a day, and those of other days where they differ. */

import { lookUp } from "./lookup.js";

/** @import { Choice, Table } from "./lookup.js" */
/** @import { Kinds, Phrase } from "../calculator/types.js" */

/**
 * @typedef {{answer: string, settled: boolean, supervision: string | null, steps: Phrase[]}} Answer
 *
 * @typedef {object} Tables what macros/pages/who_may_bill.py writes
 * @property {Table<Answer>} table
 * @property {Record<string, string>} names of the answers
 * @property {{since: string, from: string, to: string | null}[]} spans in which no answer changes; the last has no end
 * @property {Kinds} says
 */

/** The answer on a day, and the others in time, each with its days; nothing before the data begin. @param {Tables} tables @param {Choice} choice @param {string} on */
export function whoMay({ table, spans }, choice, on) {
  const since = spans.filter((span) => span.since <= on).at(-1)?.since;
  if (since === undefined) return null;
  const answer = lookUp(table, { ...choice, since });
  /** @type {{answer: Answer, from: string, to: string | null}[]} */
  const runs = [];
  for (const { since: start, from, to } of spans) {
    const found = lookUp(table, { ...choice, since: start });
    const last = runs.at(-1);
    if (last?.answer === found) last.to = to;
    else runs.push({ answer: found, from, to });
  }
  return { answer, others: runs.filter((run) => run.answer !== answer) };
}
