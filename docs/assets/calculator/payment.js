/**
 * What Medicare allows for a day's units: the arithmetic of macros/rules/payment.py, in whole numbers of arbitrary size, for money is
 * not counted in binary fractions. tests/calculator holds the two together.
 */

const PLACES = 4;
const ONE = 10n ** BigInt(PLACES);
/** A unit is relative value × index × share of expense × factor × share of the assistant, each with PLACES places. */
const CENT = 10n ** BigInt(5 * PLACES - 2);

/**
 * Relative values, indices and factors are decimals as text, such as "0.47"; amounts are whole cents.
 * @typedef {{work: string, practice_expense: string, malpractice: string}} Values
 * @typedef {Values & {name: string, since: string | null, until: string | null}} Place
 * @typedef {{since: string, until: string, amount: string, qualifying: boolean | null}} Factor
 * @typedef {{fees: Record<string, Record<string, Values>>, factors: Factor[], localities: Record<string, Place[]>}} FeeSchedule
 * @typedef {{code: string, units: number, assistant: boolean}} Billed
 * @typedef {import("./sentences.js").Phrase} Phrase
 *
 * @typedef {object} Price
 * @property {{code: string, amounts: number[], inFull: number}[]} lines
 * @property {number[]} totals those that remain possible, the highest first
 * @property {number} withoutReduction
 * @property {Phrase[]} steps
 * @property {Phrase | null} unsettled
 */

/** Lines that the tables cannot price. */
export class Unpriced extends Error {
  /** @param {Phrase} why */
  constructor(why) {
    super(why.kind);
    this.why = why;
  }
}

/** @type {Values} */
const NATIONAL = { work: "1", practice_expense: "1", malpractice: "1" };

/** @param {string} text */
function scaled(text) {
  const [whole, part = ""] = text.split(".");
  if (part.length > PLACES) throw new RangeError(`${text} has more than ${PLACES} places`);
  return BigInt(whole + part.padEnd(PLACES, "0"));
}

/** @param {{since: string | null, until: string | null}} days @param {string} on */
const holdsOn = ({ since, until }, on) => (since === null || since <= on) && (until === null || on <= until);

/** @template {number | bigint} T @param {T[]} numbers */
const highest = (numbers) => numbers.reduce((most, number) => (number > most ? number : most));

/** @param {number[]} amounts */
const sum = (amounts) => amounts.reduce((total, amount) => total + amount, 0);

/**
 * Price the lines of one patient's day. Throws Unpriced where the tables cannot price them.
 * @param {Billed[]} lines @param {string} on @param {FeeSchedule} schedule @param {string} locality @param {boolean} qualifying
 * @param {import("./claim.js").Rules} rules
 * @returns {Price}
 */
export function price(lines, on, schedule, locality, qualifying, rules) {
  const year = Number(on.slice(0, 4));
  const factor = schedule.factors.find((row) => holdsOn(row, on) && (row.qualifying === null || row.qualifying === qualifying));
  if (!factor) throw new Unpriced({ kind: "NoFactor", day: on });
  const places = schedule.localities[locality] ?? [];
  const place = locality === "national" ? NATIONAL : places.find((row) => holdsOn(row, on));
  if (!place) throw new Unpriced({ kind: "NoIndices", place: places[0].name, day: on });
  const [halved, assistants] = [rules.halved, rules.assistantShare].map(scaled);
  const reduced = on >= rules.assistantShareFrom ? assistants : ONE;

  /** A unit's worth, in CENT. @param {Values} fee @param {bigint} [expense] @param {bigint} [share] of the assistant */
  const worth = (fee, expense = ONE, share = ONE) => {
    const [work, practice, malpractice] = /** @type {const} */ (["work", "practice_expense", "malpractice"]).map((part) => scaled(fee[part]) * scaled(place[part]));
    return (work * ONE + practice * expense + malpractice * ONE) * scaled(factor.amount) * share;
  };
  /** @param {bigint} amount */
  const cents = (amount) => Number((amount + CENT / 2n) / CENT);

  const units = lines.flatMap(({ code, units: count, assistant }, line) => {
    const fee = schedule.fees[year]?.[code];
    if (!fee) throw new Unpriced({ kind: "NoFee", code, year });
    return Array.from({ length: count }, () => ({ line, code, fee, assistant }));
  });
  /** The cents of each unit. @param {number | null} full the one paid in full, or all where null */
  const amounts = (full) =>
    units.map(({ fee, assistant }, i) => cents(worth(fee, full === null || full === i ? ONE : halved, assistant ? reduced : ONE)));

  // The unit paid in full has the highest practice expense, then the highest fee, before or after the assistant's share.
  const most = highest(units.map(({ fee }) => scaled(fee.practice_expense)));
  const dearest = [...units.keys()].filter((i) => scaled(units[i].fee.practice_expense) === most);
  const candidates = [ONE, reduced].flatMap((share) => {
    const worths = dearest.map((i) => worth(units[i].fee, ONE, units[i].assistant ? share : ONE));
    return dearest.filter((_, at) => worths[at] === highest(worths));
  });
  const possible = new Map(candidates.sort((a, b) => b - a).map((i) => [sum(amounts(i)), i]));
  const totals = [...possible.keys()].sort((a, b) => b - a);
  const full = possible.get(totals[0]) ?? 0;
  const paid = amounts(full);
  const unsettled = totals.length > 1 ? { kind: "OrderOpen", totals } : null;

  /** @param {Values} values */
  const parts = ({ work, practice_expense: expense, malpractice }) => ({ work, expense, malpractice });
  const factors = factor.qualifying === null ? "Factor" : factor.qualifying ? "QualifyingFactor" : "OtherFactor";
  /** @type {Phrase[]} */
  const steps = [{ kind: factors, day: on, amount: factor.amount }];
  if (place !== NATIONAL) steps.push({ kind: "Indices", place: places[0].name, ...parts(place) });
  for (const [code, fee] of new Map(units.map((unit) => [unit.code, unit.fee]))) {
    steps.push({ kind: "UnitFee", code, ...parts(fee), whole: cents(worth(fee)), halved: cents(worth(fee, halved)) });
  }
  if (units.length > 1) steps.push({ kind: "PaidInFull", code: units[full].code, expense: units[full].fee.practice_expense });
  if (on >= rules.assistantShareFrom && lines.some(({ assistant }) => assistant)) steps.push({ kind: "AssistantPaid" });
  if (unsettled) steps.push(unsettled);
  else steps.push(paid.length > 1 ? { kind: "DaySum", amounts: paid, total: totals[0] } : { kind: "DayOfOneUnit", amount: paid[0] });
  return {
    lines: lines.map(({ code }, line) => ({
      code,
      amounts: paid.filter((_, i) => units[i].line === line),
      inFull: units[full].line === line ? 1 : 0,
    })),
    totals,
    withoutReduction: sum(amounts(null)),
    steps,
    unsettled,
  };
}
