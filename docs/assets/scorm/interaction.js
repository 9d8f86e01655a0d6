/**
 * A question and its answer as SCORM writes them down. Options and rows have ids of one sign, as SCORM 1.2 wants them, and the same
 * in both versions.
 */

import { data, elements } from "../elements.js";
import { answerOf } from "../quiz/fields.js";

/** @typedef {import("./lms.js").Version} Version */
/** @typedef {{type: string, response: string, patterns: string[]}} Interaction */
/** @typedef {{code: string, units: number, modifiers: string}} ClaimLine */

/** How each version separates values, and the two of a pair. @type {Record<Version, {between: string, within: string, lines: string, free: string}>} */
const SIGNS = {
  1.2: { between: ",", within: ".", lines: "; ", free: "" },
  2004: { between: "[,]", within: "[.]", lines: "[,]", free: "{order_matters=false}" },
};

/** The lines of a claim in an order of their own, for any order is right. @param {ClaimLine[]} lines */
const inWords = (lines) => lines.map(({ code, units, modifiers }) => `${code} x ${units} ${modifiers}`.trim()).sort();

/** The lines of a claim as filled in; those left empty are none. @param {import("../quiz/types.js").Fields} fields @returns {ClaimLine[]} */
function linesIn(fields) {
  const values = new Map(fields);
  const numbers = [...values.keys()].flatMap((name) => /^code-(\d+)$/.exec(name)?.[1] ?? []);
  return numbers.map((number) => ({
    code: values.get(`code-${number}`) ?? "",
    units: Number(values.get(`units-${number}`)),
    modifiers: values.get(`modifiers-${number}`) ?? "",
  }));
}

/** What was answered to a question that was checked, and what is right. @param {HTMLFormElement} form @param {Version} version @returns {Interaction} */
export function interactionOf(form, version) {
  const { between, within, lines, free } = SIGNS[version];
  const fields = answerOf(form);
  const values = fields.map(([, value]) => value);
  const key = data(form, "answer");
  switch (form.dataset.kind) {
    case "number": {
      const number = String(Number(values[0]));
      return { type: "numeric", response: number, patterns: [version === "2004" ? `${key}[:]${key}` : key] };
    }
    case "match": {
      /** @param {string} row @param {string} option */
      const pair = (row, option) => `${row.replace("row-", "")}${within}${option}`;
      const rows = elements(form, ".match__row select", HTMLSelectElement).map(({ name }) => name);
      const keys = key.split(" ");
      return {
        type: "matching",
        response: fields.map(([row, option]) => pair(row, option)).join(between),
        patterns: [rows.map((row, place) => pair(row, keys[place] ?? "")).join(between)],
      };
    }
    case "order":
      // An order that nobody touched is answered as it stands.
      return {
        type: "sequencing",
        response: elements(form, ".order__entry").map((entry) => data(entry, "id")).join(between),
        patterns: [key.split(" ").join(between)],
      };
    case "claim-lines": {
      /** @type {ClaimLine[][]} */
      const claims = JSON.parse(key);
      return { type: "fill-in", response: inWords(linesIn(fields)).join(lines), patterns: claims.map((claim) => free + inWords(claim).join(lines)) };
    }
    default:
      return { type: "choice", response: values.sort().join(between), patterns: [key.split(" ").join(between)] };
  }
}

/** A duration as each version writes it. @param {number} milliseconds @param {Version} version */
export function duration(milliseconds, version) {
  const hundredths = Math.min(Math.max(0, Math.round(milliseconds / 10)), 359_999_999);
  const hours = Math.floor(hundredths / 360_000);
  const minutes = Math.floor(hundredths / 6000) % 60;
  const seconds = (hundredths % 6000) / 100;
  if (version === "2004") return `PT${hours}H${minutes}M${seconds}S`;
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${two(hours).padStart(4, "0")}:${two(minutes)}:${seconds.toFixed(2).padStart(5, "0")}`;
}

/** A moment as each version writes it: 1.2 has the time of day alone, 2004 a zone only after a fraction of a second. @param {Date} date @param {Version} version */
export const moment = (date, version) => (version === "2004" ? date.toISOString().replace(/\dZ$/, "Z") : date.toTimeString().slice(0, 8));
