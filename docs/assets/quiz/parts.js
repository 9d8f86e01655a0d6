/**
 * How answers in parts are graded: matches, an order, the lines of a claim. Each grader marks the parts of its form and
 * says whether all of it is right; it computes no answer.
 */

import { around, data, element, elements } from "../elements.js";
import { linesOf } from "./lines.js";

/** @typedef {import("./types.js").Graded} Graded */
/** @typedef {import("./types.js").Mark} Mark */

/** @type {Record<string, (form: HTMLFormElement, mark: Mark) => Graded>} */
const GRADERS = { match: gradeMatch, order: gradeOrder, "claim-lines": gradeClaim };

/** The kinds of items that are answered in parts. @type {ReadonlySet<string | undefined>} */
export const IN_PARTS = new Set(Object.keys(GRADERS));

/**
 * What is missing before the answer can be checked, and the field that lacks it; null when nothing is.
 * @param {HTMLFormElement} form @returns {import("./types.js").Missing | null}
 */
export function missingParts(form) {
  if (form.dataset.kind === "match") {
    const open = elements(form, ".match__row select", HTMLSelectElement).find((select) => !select.value);
    return open ? ["Choose an answer in every row first.", open] : null;
  }
  if (form.dataset.kind === "order") return null;
  const rows = rowsOf(form);
  const half = rows.find(({ code, units, modifiers }) => Boolean(code.value) !== Boolean(units.value) || (!code.value && modifiers.value));
  if (half) return ["A line needs its code and its units.", half.code.value ? half.units.field : half.code.field];
  const filled = rows.filter(({ code }) => code.value);
  if (!filled.length) return ["Fill in a line first.", element(form, "[data-cell=code] select")];
  const odd = filled.find(({ units }) => !/^\d+$/.test(units.value));
  return odd ? ["Units are a whole number.", odd.units.field] : null;
}

/**
 * Grade a form of one of these kinds, part by part.
 * @param {HTMLFormElement} form @param {Mark} mark
 * @returns {Graded}
 */
export function gradeParts(form, mark) {
  const kind = data(form, "kind");
  const grader = GRADERS[kind];
  if (!grader) throw new Error(`nothing grades a form of kind ${kind}`);
  return grader(form, mark);
}

/** Show whether a part is right, and why where it is not: the steps give the reason of every part. @param {HTMLElement} part @param {boolean} right @param {Mark} mark */
function show(part, right, mark) {
  part.dataset.verdict = right ? "right" : "wrong";
  mark(element(part, ".option__verdict"), right);
  for (const feedback of elements(part, ".option__feedback")) feedback.hidden = right;
}

/** @param {HTMLFormElement} form @param {Mark} mark @returns {Graded} */
function gradeMatch(form, mark) {
  const rows = elements(form, ".match__row");
  /** @type {string | undefined} */
  let slip;
  const right = rows.filter((row) => {
    const choice = element(row, "select", HTMLSelectElement).value;
    show(row, choice === row.dataset.answer, mark);
    for (const feedback of elements(row, ".match__slip")) {
      feedback.hidden = feedback.dataset.value !== choice;
      if (feedback.hidden) continue;
      slip ??= feedback.dataset.slip;
      if (feedback.dataset.reason !== undefined) element(row, ".option__feedback").hidden = true;
    }
    return choice === row.dataset.answer;
  });
  return { right: right.length === rows.length, said: `${right.length} of ${rows.length} matched.`, slip };
}

/** @param {HTMLFormElement} form @param {Mark} mark @returns {Graded} */
function gradeOrder(form, mark) {
  const entries = elements(form, ".order__entry");
  const right = entries.filter((entry, place) => {
    const inPlace = Number(entry.dataset.place) === place + 1;
    show(entry, inPlace, mark);
    return inPlace;
  });
  const order = entries.map((entry) => entry.dataset.id).join(" ");
  const [known] = elements(form, `.item__known [data-order="${order}"]`);
  const said = `${right.length} of ${entries.length} in place.`;
  return { right: right.length === entries.length, said, feedback: known, slip: known?.dataset.slip };
}

/** @typedef {{code: string, units: number, modifiers: string}} ClaimLine */
/** @typedef {{field: HTMLInputElement | HTMLSelectElement, value: string}} Cell */
/** @typedef {{code: Cell, units: Cell, modifiers: Cell}} Row */
/** @typedef {Record<keyof Row, boolean>} Verdicts */

/** @type {(keyof Row)[]} */
const CELLS = ["code", "units", "modifiers"];
const NONE_RIGHT = { code: false, units: false, modifiers: false };

/** The rows of a claim as filled in. @param {HTMLFormElement} form @returns {Row[]} */
function rowsOf(form) {
  return linesOf(form).map((line) => {
    const code = element(line, "[data-cell=code] select", HTMLSelectElement);
    const units = element(line, "[data-cell=units] input", HTMLInputElement);
    const modifiers = element(line, "[data-cell=modifiers] select", HTMLSelectElement);
    return {
      code: { field: code, value: code.value },
      units: { field: units, value: units.value.trim() },
      modifiers: { field: modifiers, value: modifiers.value },
    };
  });
}

/** Which cells of a line are as in another one. @param {ClaimLine} line @param {ClaimLine} key @returns {Verdicts} */
const cellsRight = (line, key) => ({ code: line.code === key.code, units: line.units === key.units, modifiers: line.modifiers === key.modifiers });

/** @param {Verdicts} cells */
const count = (cells) => CELLS.filter((name) => cells[name]).length;

/**
 * The pairing of the lines filled in with those of a claim that gets most cells right; a line without a partner gets none.
 * @param {ClaimLine[]} lines @param {ClaimLine[]} claim @returns {{score: number, pairs: Verdicts[]}}
 */
function pairing(lines, claim) {
  const [first, ...rest] = lines;
  if (!first) return { score: 0, pairs: [] };
  const alone = pairing(rest, claim);
  let best = { score: alone.score, pairs: [NONE_RIGHT, ...alone.pairs] };
  claim.forEach((line, i) => {
    const cells = cellsRight(first, line);
    const others = pairing(rest, claim.filter((_, j) => j !== i));
    const score = others.score + count(cells);
    if (score > best.score) best = { score, pairs: [cells, ...others.pairs] };
  });
  return best;
}

/** @param {HTMLFormElement} form @param {Mark} mark @returns {Graded} */
function gradeClaim(form, mark) {
  const rows = rowsOf(form).filter(({ code }) => code.value);
  const lines = rows.map(({ code, units, modifiers }) => ({ code: code.value, units: Number(units.value), modifiers: modifiers.value }));
  /** @type {ClaimLine[][]} */
  const claims = JSON.parse(data(form, "answer"));
  const best = claims
    .map((claim) => ({ cells: claim.length * CELLS.length, lacking: claim.length - lines.length, ...pairing(lines, claim) }))
    .reduce((one, other) => (other.score - other.cells > one.score - one.cells ? other : one));
  rows.forEach((row, i) => {
    for (const name of CELLS) show(around(row[name].field, "[data-cell]"), best.pairs[i]?.[name] ?? false, mark);
  });
  if (best.score === best.cells && !best.lacking) return { right: true, said: claims.length > 1 ? "Another claim would be acceptable too." : "", feedback: element(form, ".item__why") };
  const known = elements(form, ".item__known [data-claim]").find((wrong) => {
    /** @type {ClaimLine[]} */
    const claim = JSON.parse(data(wrong, "claim"));
    return claim.length === lines.length && pairing(lines, claim).score === lines.length * CELLS.length;
  });
  const more = best.lacking > 0 ? ` ${best.lacking} more ${best.lacking === 1 ? "line is" : "lines are"} needed.` : "";
  const fewer = best.lacking < 0 ? " There is a line too many." : "";
  return { right: false, said: `${best.score} of ${best.cells} cells are right.${more}${fewer}`, feedback: known, slip: known?.dataset.slip };
}

/** Take every mark away again. @param {HTMLFormElement} form */
export function clearParts(form) {
  for (const part of elements(form, ".match__row, .order__entry, [data-cell]")) {
    delete part.dataset.verdict;
    for (const mark of elements(part, ".option__verdict, .option__feedback, .match__slip")) mark.hidden = true;
  }
}

/**
 * Move an entry of an order up or down; the button keeps the focus. Where the entry is then, in words; "" where it cannot move.
 * @param {HTMLElement} button
 */
export function move(button) {
  const entry = around(button, ".order__entry");
  const up = button.dataset.action === "up";
  const other = up ? entry.previousElementSibling : entry.nextElementSibling;
  if (!other) return "";
  if (up) other.before(entry);
  else other.after(entry);
  button.focus();
  around(button, "form").dataset.moved = "";
  const entries = elements(around(button, ".order"), ".order__entry");
  return `${element(entry, ".order__text").textContent}: place ${entries.indexOf(entry) + 1} of ${entries.length}.`;
}
