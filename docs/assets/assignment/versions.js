/**
 * The versions of a sheet: the same questions in another order, and options without an order of their own in another one too.
 * macros/exports/sheet orders them in the same way.
 */

import { spread } from "../quiz/form.js";

/** @typedef {{id: string, group: string, part: number, kind: string, ordered: boolean, options: string[]}} Question `group` is its case, or its own id */

export const VERSIONS = ["A", "B", "C", "D"];
const SHUFFLED = ["single", "multiple", "match", "order"];

/** The questions in the order of a version. The parts of a case stay together and in their order. @template {Question} T @param {string} version @param {T[]} questions */
export function orderIn(version, questions) {
  if (version === VERSIONS[0]) return questions;
  return questions
    .map((question) => ({ question, at: spread(`${version}:${question.group}`) }))
    .sort((one, other) => one.at - other.at || one.question.part - other.question.part)
    .map(({ question }) => question);
}

/** The options of a question in the order of a version, by their ids. @param {string} version @param {Question} question */
export function optionsIn(version, { id, kind, ordered, options }) {
  if (version === VERSIONS[0] || ordered || !SHUFFLED.includes(kind)) return options;
  return options
    .map((option) => ({ option, at: spread(`${version}:${id}:${option}`) }))
    .sort((one, other) => one.at - other.at)
    .map(({ option }) => option);
}
