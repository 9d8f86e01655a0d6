/** Looks up what Python has worked out of a pair of codes: macros/pages/edit_table.py writes the tables. */

/**
 * @typedef {object} Answer
 * @property {string} kind how it is marked
 * @property {string} says
 * @property {number[]} lines what each table says, by their places
 * @property {string} pairs "97110 97112 97113;97112 97116": the first code of each part is edited or not with each of the others
 *
 * @typedef {object} Tables
 * @property {Record<string, string>} names
 * @property {string[]} lines
 * @property {Answer[]} answers
 *
 * @typedef {{kind: string, says: string, lines: string[]}} Found
 */

/** The codes that stand in a pair. @param {Tables} tables @returns {Set<string>} */
export const codesOf = ({ names, answers }) => new Set([...Object.keys(names), ...answers.flatMap(({ pairs }) => pairs.split(/[ ;]/))]);

/** The answer for two codes, null where no table was read for them. @param {Tables} tables @param {string} first @param {string} second @returns {Found | null} */
export function pairOf({ lines, answers }, first, second) {
  const [lower = "", higher = ""] = [first, second].sort();
  const answer = answers.find(({ pairs }) =>
    pairs.split(";").some((part) => {
      const [one, ...others] = part.split(" ");
      return one === lower && others.includes(higher);
    }),
  );
  if (!answer) return null;
  /** @param {string} text */
  const filled = (text) => text.replaceAll("{1}", lower).replaceAll("{2}", higher);
  return { kind: answer.kind, says: filled(answer.says), lines: answer.lines.map((place) => filled(lines[place] ?? "")) };
}
