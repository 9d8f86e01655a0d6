/** What the edits say of two codes on a day: the look-up of macros/rules/edits.py. tests/calculator holds the two together. */

/** @import { Phrase, Rules } from "./types.js" */

/**
 * A run of an edit; `since` and `until` are null where no table that was read tells them. `reading` is the place of the reading that has it.
 * @typedef {{column1: string, column2: string, indicator: number, hospital: number, onlyIn: string | null, since: string | null, until: string | null, inferred: boolean, reading: number}} EditRow
 * What was read of the tables of a quarter: every pair of the codes in `between`, and the `pairs`. A copy of what is in force only tells nothing of days before.
 * @typedef {{tables: string[], asOf: string, inForceOnly: boolean, between: string[], pairs: string[][]}} Reading
 * @typedef {{readings: Reading[], rows: EditRow[]}} EditTable
 */

/** @param {EditRow} row @param {string} table */
const indicatorIn = (row, table) => (table === "hospital" ? row.hospital : row.indicator);

/** True, false, or null where the first day is not known and may lie after the day. @param {EditRow} row @param {string} on @param {string} table @param {string} seen */
function holdsOn(row, on, table, seen) {
  if (indicatorIn(row, table) === 9 || (row.until !== null && on > row.until)) return false;
  if (row.since !== null) return on >= row.since;
  return on >= seen || null;
}

/**
 * @param {EditTable} edits @param {string} first @param {string} second @param {string} on @param {string} table
 * @param {Rules} rules
 * @returns {{active: boolean | null, denies?: string, opens?: boolean, steps: Phrase[], unsettled?: Phrase}}
 */
export function editBetween({ readings, rows }, first, second, on, table, rules) {
  /** @param {string} one @param {string} other */
  const isPair = (one, other) => (one === first && other === second) || (one === second && other === first);
  /** @param {string} name */
  const runsIn = (name) => rows.filter((row) => isPair(row.column1, row.column2) && (row.onlyIn ?? name) === name);
  /** The readings of a table for the pair, the oldest first. @param {string} name */
  const readOf = (name) =>
    readings
      .filter(({ tables, between, pairs }, place) => {
        const listed = (between.includes(first) && between.includes(second)) || pairs.some(([one = "", other = ""]) => isPair(one, other));
        return tables.includes(name) && (listed || runsIn(name).some((row) => row.reading === place));
      })
      .sort((one, other) => (one.asOf < other.asOf ? -1 : 1));
  /** @param {EditRow} row @param {string} day @param {string} name */
  const holds = (row, day, name) => holdsOn(row, day, name, readings[row.reading]?.asOf ?? "");

  const read = readOf(table);
  const newest = read.at(-1)?.asOf;
  const elsewhere = table === "hospital" ? "practitioner" : "hospital";
  const there = readOf(elsewhere).filter(({ asOf }) => asOf <= on && (!newest || newest < asOf)).at(-1)?.asOf;
  /** @type {Phrase[]} what the other table says, where it was read later */
  const other = [];
  if (there) {
    const row = runsIn(elsewhere).find((each) => holds(each, there, elsewhere));
    const finding = row ? { kind: "HasEdit", denied: row.column2, indicator: indicatorIn(row, elsewhere) } : { kind: "HasNoEdit" };
    other.push({ kind: "OtherTable", table: elsewhere, read: there, finding });
  }
  /** @param {Phrase[]} steps @param {string} kind @param {object} fields */
  const unsettled = (steps, kind, fields) => {
    const phrase = { kind, first, second, ...fields };
    return { active: null, steps: [...steps, ...other, phrase], unsettled: phrase };
  };
  if (!newest) return unsettled([], "PairNotRead", { table });
  const whole = read.filter(({ inForceOnly, asOf }) => !inForceOnly || asOf <= on).at(-1)?.asOf;
  if (!whole) return unsettled([], "EndedNotRead", { table, read: newest, day: on });

  const runs = runsIn(table);
  const steps = [dated(on, table, whole, newest)];
  const [from, to] = rules.rewritten;
  if (runs.length && from <= on && on <= to) steps.push({ kind: "RewrittenYear", day: on, read: whole });
  for (const row of runs) steps.push(run(row, holds(row, on, table), indicatorIn(row, table)));
  const row = runs.find((each) => holds(each, on, table));
  if (row) {
    const denied = row.column2;
    const opens = indicatorIn(row, table) === 1;
    const remedy = opens ? (on >= rules.eitherLineFrom ? "BothIfSeparate" : "BothIfMarked") : "NeverBoth";
    return { active: true, denies: denied, opens, steps: [...steps, ...other, { kind: remedy, denied }] };
  }
  if (runs.some((each) => holds(each, on, table) === null)) return unsettled(steps, "StartNotKnown", { day: on });
  const none = runs.length ? { kind: "NoRunInForce", first, second } : { kind: "NoEdit", first, second, table };
  return { active: false, steps: [...steps, ...other, none] };
}

/** A table holds for a quarter of the year. @param {string} day */
const quarter = (day) => `${day.slice(0, 4)} ${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** Of which table the answer is. @param {string} day @param {string} table @param {string} whole @param {string} newest @returns {Phrase} */
function dated(day, table, whole, newest) {
  if (quarter(day) === quarter(whole)) return { kind: "QuarterRead", read: whole };
  if (day < whole) return { kind: "EarlierThanRead", day, read: whole };
  if (whole === newest) return { kind: "LaterThanRead", day, table, read: whole };
  return { kind: "BetweenReadings", day, before: whole, after: newest };
}

/** @param {EditRow} row @param {boolean | null} holds @param {number} indicator @returns {Phrase} */
function run({ column1, column2, since, until, inferred }, holds, indicator) {
  const begins = since ? { kind: inferred ? "SinceInferred" : "Since", since } : { kind: "SinceUnknown" };
  const fields = { first: column1, second: column2, indicator, dates: until ? [begins, { kind: "Until", until }] : [begins] };
  if (indicator === 9) return { kind: "DeletedRun", ...fields };
  const state = { kind: holds === null ? "InForceIfBegun" : holds ? "InForce" : "NotInForce" };
  return { kind: inferred ? "InferredRun" : "EditRun", ...fields, state };
}
