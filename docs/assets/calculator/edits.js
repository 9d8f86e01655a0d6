/** What the edits say of two codes on a day: the look-up of macros/rules/edits.py. tests/calculator holds the two together. */

/**
 * A run of an edit; `since` and `until` are null where the table does not tell them.
 * @typedef {{column1: string, column2: string, indicator: number, hospital: number, onlyIn: string | null, since: string | null, until: string | null, inferred: boolean}} EditRow
 * @typedef {{rows: EditRow[], unedited: [string, string][], asOf: string}} EditTable
 * @typedef {import("./sentences.js").Phrase} Phrase
 */

/** @param {EditRow} row @param {string} table */
const indicatorIn = (row, table) => (table === "hospital" ? row.hospital : row.indicator);

/** True, false, or null where the first day is not known and may lie after the day. @param {EditRow} row @param {string} on @param {string} table @param {string} asOf */
function holdsOn(row, on, table, asOf) {
  if (indicatorIn(row, table) === 9 || (row.until !== null && on > row.until)) return false;
  if (row.since !== null) return on >= row.since;
  return on >= asOf || null;
}

/**
 * @param {EditTable} edits @param {string} first @param {string} second @param {string} on @param {string} table
 * @param {import("./claim.js").Rules} rules
 * @returns {{active: boolean | null, denies?: string, opens?: boolean, steps: Phrase[], unsettled?: Phrase}}
 */
export function editBetween({ rows, unedited, asOf }, first, second, on, table, rules) {
  /** @param {string} one @param {string} other */
  const isPair = (one, other) => (one === first && other === second) || (one === second && other === first);
  const anywhere = rows.filter((row) => isPair(row.column1, row.column2));
  const runs = anywhere
    .filter((row) => row.onlyIn === null || row.onlyIn === table)
    .map((row) => ({ row, holds: holdsOn(row, on, table, asOf) }));
  const steps = [dated(on, asOf), ...runs.map(({ row, holds }) => run(row, holds, indicatorIn(row, table)))];
  /** @param {string} kind @param {object} fields */
  const inactive = (kind, fields) => ({ active: false, steps: [...steps, { kind, first, second, ...fields }] });
  /** @param {string} kind @param {object} fields */
  const unsettled = (kind, fields) => {
    const phrase = { kind, first, second, ...fields };
    return { active: null, steps: [...steps, phrase], unsettled: phrase };
  };

  if (!runs.length && (anywhere.length || unedited.some(([one, other]) => isPair(one, other)))) return inactive("NoEdit", { table });
  if (!runs.length) return unsettled("PairNotRead", {});
  const row = runs.find(({ holds }) => holds)?.row;
  if (row) {
    const denied = row.column2;
    const opens = indicatorIn(row, table) === 1;
    const remedy = opens ? (on >= rules.eitherLineFrom ? "BothIfSeparate" : "BothIfMarked") : "NeverBoth";
    return { active: true, denies: denied, opens, steps: [...steps, { kind: remedy, denied }] };
  }
  return runs.some(({ holds }) => holds === null) ? unsettled("StartNotKnown", { day: on }) : inactive("NoRunInForce", {});
}

/** A table holds for a quarter of the year. @param {string} day */
const quarter = (day) => `${day.slice(0, 4)} ${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** @param {string} day @param {string} read @returns {Phrase} */
function dated(day, read) {
  if (quarter(day) === quarter(read)) return { kind: "QuarterRead", read };
  return { kind: day < read ? "EarlierThanRead" : "LaterThanRead", day, read };
}

/** @param {EditRow} row @param {boolean | null} holds @param {number} indicator @returns {Phrase} */
function run({ column1, column2, since, until, inferred }, holds, indicator) {
  const begins = since ? { kind: inferred ? "SinceInferred" : "Since", since } : { kind: "SinceUnknown" };
  const fields = { first: column1, second: column2, indicator, dates: until ? [begins, { kind: "Until", until }] : [begins] };
  if (indicator === 9) return { kind: "DeletedRun", ...fields };
  const state = { kind: holds === null ? "InForceIfBegun" : holds ? "InForce" : "NotInForce" };
  return { kind: inferred ? "InferredRun" : "EditRun", ...fields, state };
}
