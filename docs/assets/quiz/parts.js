/**
 * How answers in parts are graded: matches, an order, the lines of a claim. Each grader marks the parts of its form and
 * tells whether all of it is right; it computes no answer.
 */

/** @typedef {import("./grade.js").Graded} Graded */
/** @typedef {import("./grade.js").Mark} Mark */

/** The kinds of items that are answered in parts. */
export const IN_PARTS = new Set(["match", "order", "claim-lines"]);

/**
 * What is missing before the answer can be checked, and the field that lacks it; null when nothing is.
 * @param {HTMLFormElement} form @returns {[string, HTMLElement] | null}
 */
export function missingParts(form) {
  if (form.dataset.kind === "match") {
    const open = [...form.querySelectorAll(".match__row select")].find((select) => !select.value);
    return open ? ["Choose an answer in every row first.", open] : null;
  }
  if (form.dataset.kind === "order") return null;
  const lines = rows(form);
  const half = lines.find((row) => Boolean(row.code) !== Boolean(row.units) || (!row.code && row.modifiers));
  if (half) return ["A line needs its code and its units.", half.fields[half.code ? 1 : 0]];
  if (lines.every((row) => !row.code)) return ["Fill in a line first.", lines[0].fields[0]];
  const odd = lines.find((row) => row.units && !/^\d+$/.test(row.units));
  return odd ? ["Units are a whole number.", odd.fields[1]] : null;
}

/**
 * Grade a form of one of these kinds, part by part.
 * @param {HTMLFormElement} form @param {Mark} mark
 * @returns {Graded}
 */
export function gradeParts(form, mark) {
  return { match: gradeMatch, order: gradeOrder, "claim-lines": gradeClaim }[form.dataset.kind](form, mark);
}

/** @param {HTMLFormElement} form @param {Mark} mark @returns {Graded} */
function gradeMatch(form, mark) {
  const all = [...form.querySelectorAll(".match__row")];
  let slip;
  const right = all.filter((row) => {
    const given = row.querySelector("select").value;
    const ok = given === row.dataset.answer;
    for (const each of row.querySelectorAll(".match__slip")) {
      each.hidden = each.dataset.value !== given;
      if (!each.hidden) slip ??= each.dataset.slip;
    }
    row.dataset.verdict = ok ? "right" : "wrong";
    mark(row.querySelector(".option__verdict"), ok);
    row.querySelector(".option__feedback").hidden = false;
    return ok;
  });
  return { right: right.length === all.length, said: `${right.length} of ${all.length} matched.`, slip };
}

/** @param {HTMLFormElement} form @param {Mark} mark @returns {Graded} */
function gradeOrder(form, mark) {
  const all = [...form.querySelectorAll(".order__entry")];
  const right = all.filter((entry, place) => {
    const ok = Number(entry.dataset.place) === place + 1;
    entry.dataset.verdict = ok ? "right" : "wrong";
    mark(entry.querySelector(".option__verdict"), ok);
    entry.querySelector(".option__feedback").hidden = false;
    return ok;
  });
  const given = all.map((entry) => entry.dataset.id).join(" ");
  const known = form.querySelector(`.item__known [data-order="${given}"]`);
  const said = `${right.length} of ${all.length} in place.`;
  return { right: right.length === all.length, said: known ? known.innerHTML : said, slip: known?.dataset.slip };
}

const CELLS = ["code", "units", "modifiers"];

/** The lines as filled in. @param {HTMLFormElement} form */
function rows(form) {
  return [...form.querySelectorAll(".claim-grid__line")].map((line) => {
    const fields = CELLS.map((name) => line.querySelector(`[data-cell=${name}] :is(select, input)`));
    return { line, fields, code: fields[0].value, units: fields[1].value.trim(), modifiers: fields[2].value };
  });
}

/** @typedef {{code: string, units: string, modifiers: string}} ClaimLine */

/** "97112 × 1 GP; 97110 × 2" as lines. @param {string} text @returns {ClaimLine[]} */
const linesIn = (text) =>
  text.split("; ").flatMap((part) => {
    const found = /^(\S+) × (\d+)(?: (.+))?$/.exec(part);
    return found ? [{ code: found[1], units: found[2], modifiers: found[3] ?? "" }] : [];
  });

/** @param {ClaimLine} given @param {ClaimLine} wanted */
const cellsRight = (given, wanted) =>
  CELLS.map((name) => (name === "units" ? Number(given.units) === Number(wanted.units) : given[name] === wanted[name]));

/**
 * The pairing of given lines with wanted ones that gets most cells right; a line without a partner gets none.
 * @param {ClaimLine[]} given @param {ClaimLine[]} wanted @returns {{score: number, pairs: boolean[][]}}
 */
function pairing(given, wanted) {
  if (!given.length) return { score: 0, pairs: [] };
  const [first, ...rest] = given;
  const alone = pairing(rest, wanted);
  let best = { score: alone.score, pairs: [CELLS.map(() => false), ...alone.pairs] };
  wanted.forEach((line, i) => {
    const cells = cellsRight(first, line);
    const others = pairing(rest, wanted.filter((_, j) => j !== i));
    const score = others.score + cells.filter(Boolean).length;
    if (score > best.score) best = { score, pairs: [cells, ...others.pairs] };
  });
  return best;
}

/** @param {HTMLFormElement} form @param {Mark} mark @returns {Graded} */
function gradeClaim(form, mark) {
  const given = rows(form).filter((row) => row.code);
  const claims = form.dataset.answer.split("|").map(linesIn);
  const tried = claims.map((claim) => ({ claim, ...pairing(given, claim) }));
  const best = tried.reduce((one, other) => (other.score - other.claim.length * 3 > one.score - one.claim.length * 3 ? other : one));
  given.forEach((row, i) => {
    row.fields.forEach((field, cell) => {
      const box = field.closest("[data-cell]");
      box.dataset.verdict = best.pairs[i][cell] ? "right" : "wrong";
      mark(box.querySelector(".option__verdict"), best.pairs[i][cell]);
    });
  });
  const cells = best.claim.length * 3;
  const right = best.score === cells && given.length === best.claim.length;
  if (right) return { right, said: claims.length > 1 ? "Another claim would be acceptable too." : "" };
  const known = [...form.querySelectorAll(".item__known [data-claim]")].find((each) => {
    const lines = linesIn(each.dataset.claim);
    return lines.length === given.length && pairing(given, lines).score === lines.length * 3;
  });
  const lacking = best.claim.length - given.length;
  const count = `${best.score} of ${cells} cells are right.`;
  const lines = lacking > 0 ? ` ${lacking} more ${lacking === 1 ? "line is" : "lines are"} needed.` : lacking < 0 ? " There is a line too many." : "";
  return { right, said: known ? known.innerHTML : count + lines, slip: known?.dataset.slip };
}

/** Take every mark away again. @param {HTMLFormElement} form */
export function clearParts(form) {
  for (const part of form.querySelectorAll(".match__row, .order__entry, [data-cell]")) {
    delete part.dataset.verdict;
    for (const each of part.querySelectorAll(".option__verdict, .option__feedback, .match__slip")) each.hidden = true;
  }
}

/**
 * Move an entry of an order up or down; the button keeps the focus, or its neighbor where it has come to an end.
 * @param {HTMLElement} button
 */
export function move(button) {
  const entry = button.closest(".order__entry");
  const up = button.dataset.action === "up";
  const other = up ? entry.previousElementSibling : entry.nextElementSibling;
  if (!other) return "";
  if (up) other.before(entry);
  else other.after(entry);
  button.focus();
  button.closest("form").dataset.moved = "";
  const all = [...entry.parentElement.children];
  return `${entry.querySelector(".order__text").textContent}: place ${all.indexOf(entry) + 1} of ${all.length}.`;
}
