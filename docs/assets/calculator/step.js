/**
 * One line of the reasoning, and the facts that it rests on.
 * @typedef {object} Step
 * @property {string} text
 * @property {string[]} cites
 */

/** @param {string} text @param {...string} cites @returns {Step} */
export const step = (text, ...cites) => ({ text, cites });
