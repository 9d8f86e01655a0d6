/** Which code: what is near an answer, found by looking up every activity that differs in one feature. */

import { lookUp } from "./lookup.js";

/** @import { Choice, Table, Value } from "./lookup.js" */
/** @import { Kinds, Phrase } from "../calculator/types.js" */

/**
 * @typedef {{codes: string[], steps: Phrase[], missing: string | null}} Answer `missing`: the feature that would decide it
 * @typedef {{code: string, because: string}} Fit
 * @typedef {{id: string, activity: string, at: string, features: Value[], question: string | null, alsoFits: Fit[], restsOn: string[]}} Example
 *
 * @typedef {object} Tables what macros/pages/which_code.py writes
 * @property {Table<Answer>} table
 * @property {Choice} plain the value of each feature that is not marked
 * @property {Record<string, {kind: string, together: boolean, names: string[]}>} differences
 * @property {Record<string, string>} missing what to choose, by the feature that is missing
 * @property {Kinds} says
 * @property {Record<string, string>} codes
 * @property {Example[]} examples
 * @property {Record<string, string>} questions where a question on a code is asked
 * @property {string} practice where all of them are
 */

/** Every other answer that is one feature away, no code last: the codes, and what would be different. @param {Tables} tables @param {Choice} choice */
export function nearMisses({ table, differences }, choice) {
  const own = lookUp(table, choice).codes.join();
  /** @type {Map<string, {codes: string[], changes: Phrase[]}>} */
  const misses = new Map();
  for (const [feature, values] of Object.entries(table.features)) {
    const { kind = "", together = false, names = [] } = differences[feature] ?? {};
    values.forEach((value, i) => {
      const { codes } = lookUp(table, { ...choice, [feature]: value });
      if (value === choice[feature] || codes.join() === own) return;
      const miss = misses.get(codes.join()) ?? { codes, changes: [] };
      misses.set(codes.join(), miss);
      const last = miss.changes.at(-1);
      const name = names[i] ?? "";
      if (together && last?.feature === feature) last.values = [.../** @type {string[]} */ (last.values), name];
      else miss.changes.push({ kind, feature, values: [name] });
    });
  }
  const all = [...misses.values()];
  return [...all.filter(({ codes }) => codes.length), ...all.filter(({ codes }) => !codes.length)];
}

/** The features that are marked, and without which the answer would be the same. @param {Tables} tables @param {Choice} choice */
export function withoutEffect({ table, plain }, choice) {
  /** @param {Choice} activity */
  const answer = (activity) => {
    const { codes, steps } = lookUp(table, activity);
    return JSON.stringify([codes, steps]);
  };
  const marked = Object.keys(plain).filter((name) => choice[name] !== plain[name]);
  return marked.filter((name) => answer({ ...choice, [name]: plain[name] ?? null }) === answer(choice));
}

/** The examples of just this activity. @param {Tables} tables @param {Choice} choice */
export function examplesOf({ table, examples }, choice) {
  const names = Object.keys(table.features);
  return examples.filter(({ features }) => names.every((name, i) => features[i] === choice[name]));
}

/** Where to practice an answer: a question on just this activity, else one on its first code, else all of them. @param {Tables} tables @param {Choice} choice */
export function practiceOf(tables, choice) {
  const example = examplesOf(tables, choice).find(({ question }) => question);
  if (example?.question) return { words: "Try it as a question", at: example.question };
  const code = lookUp(tables.table, choice).codes.find((known) => tables.questions[known]);
  const at = code && tables.questions[code];
  return at ? { words: `Try a question on ${code}`, at } : { words: "Practice choosing the code", at: tables.practice };
}
