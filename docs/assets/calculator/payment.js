/**
 * What Medicare allows for a day's units, and who pays it: the arithmetic of macros/rules/payment.py, in whole numbers of arbitrary size, for money is
 * not counted in binary fractions. tests/calculator holds the two together.
 */

const PLACES = 4;
const ONE = 10n ** BigInt(PLACES);
/** A unit is relative value × index × share of expense × factor, each with PLACES places. */
const CENT = 10n ** BigInt(4 * PLACES - 2);

/**
 * Relative values, indices and factors are decimals as text, such as "0.47"; amounts are whole cents.
 * @typedef {{work: string, practice_expense: string, malpractice: string}} Values
 * @typedef {Values & {name: string, since: string | null, until: string | null}} Place
 * @typedef {{since: string, until: string, amount: string, qualifying: boolean | null}} Factor
 * @typedef {{fees: Record<string, Record<string, Values>>, factors: Factor[], localities: Record<string, Place[]>}} FeeSchedule
 * @typedef {{code: string, units: number, assistant: boolean}} Billed
 * @typedef {import("./sentences.js").Phrase} Phrase
 *
 * @typedef {{medicare: number, patient: number}} Paid
 *
 * @typedef {object} Price
 * @property {{code: string, amounts: number[], inFull: number, paid: Paid}[]} lines
 * @property {number} total
 * @property {Paid[]} paid who pays what, with every possibility where it is open, the one in which Medicare pays most first
 * @property {boolean} cut whether Medicare pays less of a line because an assistant furnished it
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

/** So much of an amount, in cents. @param {number} amount @param {bigint} share with PLACES places */
const portion = (amount, share) => Number((BigInt(amount) * share + ONE / 2n) / ONE);

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
  if (!factor) throw new Unpriced({ kind: "NoFactor", year });
  const places = schedule.localities[locality] ?? [];
  const place = locality === "national" ? NATIONAL : places.find((row) => holdsOn(row, on));
  if (!place) throw new Unpriced({ kind: "NoIndices", place: places[0].name, day: on });
  const [halved, medicare, assistants] = [rules.halved, rules.medicareShare, rules.assistantShare].map(scaled);
  const cut = on >= rules.assistantShareFrom && lines.some(({ assistant }) => assistant);

  /** A unit's worth, in CENT. @param {Values} fee @param {bigint} [expense] */
  const worth = (fee, expense = ONE) => {
    const [work, practice, malpractice] = /** @type {const} */ (["work", "practice_expense", "malpractice"]).map((part) => scaled(fee[part]) * scaled(place[part]));
    return (work * ONE + practice * expense + malpractice * ONE) * scaled(factor.amount);
  };
  /** @param {bigint} amount */
  const cents = (amount) => Number((amount + CENT / 2n) / CENT);

  const units = lines.flatMap(({ code, units: count, assistant }, line) => {
    const fee = schedule.fees[year]?.[code];
    if (!fee) throw new Unpriced({ kind: "NoFee", code, year });
    return Array.from({ length: count }, () => ({ line, code, fee, assistant }));
  });
  /** The cents of each unit. @param {number | null} full the one paid in full, or all where null */
  const amounts = (full) => units.map(({ fee }, i) => cents(worth(fee, full === null || full === i ? ONE : halved)));
  /** @param {number} full */
  const pricedWith = (full) => {
    const all = amounts(full);
    return lines.map(({ code, assistant }, line) => {
      const own = all.filter((_, i) => units[i].line === line);
      const share = cut && assistant ? (medicare * assistants) / ONE : medicare;
      const paid = { medicare: portion(sum(own), share), patient: portion(sum(own), ONE - medicare) };
      return { code, amounts: own, inFull: units[full].line === line ? 1 : 0, paid };
    });
  };

  // The unit paid in full has the highest practice expense, then the highest fee. Of equals one with CQ or CO, and one without, may be it.
  const most = highest(units.map(({ fee }) => scaled(fee.practice_expense)));
  const dearest = [...units.keys()].filter((i) => scaled(units[i].fee.practice_expense) === most);
  const dearestFee = highest(dearest.map((i) => worth(units[i].fee)));
  const tied = dearest.filter((i) => worth(units[i].fee) === dearestFee).sort((a, b) => (units[a].code === units[b].code ? a - b : units[a].code < units[b].code ? -1 : 1));
  const oneOfEach = new Map(tied.reverse().map((i) => [cut && units[i].assistant, i]));
  const possible = [...oneOfEach.values()].map((full) => {
    const priced = pricedWith(full);
    const paid = { medicare: sum(priced.map((line) => line.paid.medicare)), patient: sum(priced.map((line) => line.paid.patient)) };
    return { full, priced, paid };
  });
  possible.sort((one, other) => other.paid.medicare - one.paid.medicare);
  const [{ full, priced }] = possible;
  const paid = possible.map((each) => each.paid);
  const allowed = priced.flatMap((line) => line.amounts);
  const total = sum(allowed);
  const unsettled = paid.length > 1 ? { kind: "FullUnitOpen", medicare: paid.map((each) => each.medicare) } : null;

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
  steps.push(allowed.length > 1 ? { kind: "DaySum", amounts: allowed, total } : { kind: "DayOfOneUnit", amount: total });
  if (cut) steps.push({ kind: "AssistantPaid" }, unsettled ?? { kind: "DayPaid", ...paid[0] });
  return { lines: priced, total, paid, cut, withoutReduction: sum(amounts(null)), steps, unsettled };
}
