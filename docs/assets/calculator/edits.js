/** What the edits say of two codes on a day: macros/rules/edits.py once more. tests/browser/test_claim_builder.py holds the two together. */

import { step } from "./step.js";

const EITHER_LINE_FROM = "2019-07-01";

/**
 * A run of an edit; `since` and `until` are null where the table does not tell them.
 * @typedef {{column1: string, column2: string, indicator: number, hospital: number, onlyIn: string | null, since: string | null, until: string | null, inferred: boolean}} EditRow
 * @typedef {{rows: EditRow[], unedited: [string, string][], asOf: string}} EditTable
 */

/** @param {EditRow} row @param {string} table */
const indicatorIn = (row, table) => (table === "hospital" ? row.hospital : row.indicator);

/** True, false, or null where the first day is not known and may lie after the day. @param {EditRow} row @param {string} on @param {string} table @param {string} asOf */
function holdsOn(row, on, table, asOf) {
  if (indicatorIn(row, table) === 9 || (row.until !== null && on > row.until)) return false;
  if (row.since !== null) return on >= row.since;
  return on >= asOf ? true : null;
}

/**
 * @param {EditTable} edits @param {string} first @param {string} second @param {string} on @param {string} table
 * @returns {{active: boolean | null, denies: string | null, opens: boolean | null, steps: import("./step.js").Step[], unsettled: string | null}}
 */
export function editBetween({ rows, unedited, asOf }, first, second, on, table) {
  /** @param {string} one @param {string} other */
  const isPair = (one, other) => (one === first && other === second) || (one === second && other === first);
  const none = { active: false, denies: null, opens: null, unsettled: null };
  const steps = [];
  if (quarter(on) === quarter(asOf)) steps.push(step(`Answered from the table of the quarter that began on ${asOf}.`, "E-08"));
  else if (on < asOf) steps.push(step(`Answered for ${on} from the runs that stand in the table of ${asOf}.`, "E-08"));
  else steps.push(step(`Answered as of ${asOf}, the newest table that was read; look the pair up again for ${on}.`, "E-08"));
  const anywhere = rows.filter((row) => isPair(row.column1, row.column2));
  const found = anywhere.filter((row) => row.onlyIn === null || row.onlyIn === table);
  if (!found.length) {
    if (anywhere.length || unedited.some(([one, other]) => isPair(one, other))) {
      steps.push(step(`${first} and ${second} have no edit in the ${table} table: no modifier is called for.`, "E-07"));
      return { ...none, steps };
    }
    const unsettled = `${first} with ${second} is not among the pairs that this guide looked up`;
    return { ...none, active: null, steps: [...steps, step(`Unsettled: ${unsettled}.`, "E-08")], unsettled };
  }
  const held = found.map((row) => ({ row, holds: holdsOn(row, on, table, asOf) }));
  for (const { row, holds } of held) steps.push(told(row, holds, table));
  const firing = held.find(({ holds }) => holds)?.row;
  if (firing) {
    const opens = indicatorIn(firing, table) === 1;
    return { active: true, denies: firing.column2, opens, steps: [...steps, remedy(firing, opens, on)], unsettled: null };
  }
  if (held.some(({ holds }) => holds === null)) {
    const unsettled = `an edit was or is in the table, but the day on which it began is not known; ${on} may lie before it`;
    return { ...none, active: null, steps: [...steps, step(`Unsettled: ${unsettled}.`, "E-08")], unsettled };
  }
  return { ...none, steps: [...steps, step(`No run is in force: ${first} and ${second} need no edit modifier.`, "E-07")] };
}

/** A table holds for a quarter of the year. @param {string} day */
const quarter = (day) => `${day.slice(0, 4)} ${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** @param {EditRow} row @param {boolean | null} holds @param {string} table */
function told(row, holds, table) {
  const began = (row.since ? `from ${row.since}` : "from a day that is not known") + (row.inferred ? " (worked out, not read)" : "");
  const ended = row.until ? ` until ${row.until}` : "";
  const indicator = indicatorIn(row, table);
  const run = `Column 1 ${row.column1}, column 2 ${row.column2}, indicator ${indicator}, ${began}${ended}`;
  if (indicator === 9) return step(`${run}: deleted back to its first day, so it never fires.`, "E-05");
  const state = holds === null ? "in force on that day only if it had begun" : holds ? "in force" : "not in force on that day";
  return step(`${run}: ${state}.`, ...(row.inferred ? ["E-01", "E-10"] : ["E-01"]));
}

/** @param {EditRow} row @param {boolean} opens @param {string} on */
function remedy(row, opens, on) {
  if (!opens) return step(`Indicator 0: ${row.column2} denies, and no modifier opens it.`, "E-02", "E-03");
  const line = on >= EITHER_LINE_FROM ? "either line" : `the line of ${row.column2}`;
  return step(
    `Indicator 1: ${row.column2} denies, unless the services were separate, the record shows it, and 59 or an X modifier stands on ${line}.`,
    "E-02",
    "E-04",
    "E-06",
  );
}
