/**
 * What Medicare allows for a day's units: macros/rules/payment.py once more, in whole numbers of arbitrary size, for money is not
 * counted in binary fractions. tests/browser/test_claim_builder.py holds the two together.
 */

import { step } from "./step.js";

const PLACES = 4;
const FULL = 10_000n;
const HALF = 5_000n;
const ASSISTANT_SHARE = 8_500n;
const ASSISTANT_SHARE_FROM = "2022-01-01";
/** A unit is relative value × index × share of expense × factor × share of the assistant, each with PLACES places. */
const CENTS = 10n ** BigInt(5 * PLACES - 2);

/**
 * Relative values, indices and factors are decimals as text, such as "0.47".
 * @typedef {{work: string, practice_expense: string, malpractice: string}} Values
 * @typedef {Values & {name: string, since: string | null, until: string | null}} Place
 * @typedef {{since: string, until: string, amount: string, qualifying: boolean | null}} Factor
 * @typedef {{fees: Record<string, Record<string, Values>>, factors: Factor[], localities: Record<string, Place[]>}} FeeSchedule
 * @typedef {{code: string, units: number, assistant: boolean}} Billed
 * @typedef {import("./step.js").Step} Step
 */

/** @type {Place} */
const NATIONAL = { name: "the nation as a whole", work: "1", practice_expense: "1", malpractice: "1", since: null, until: null };

/** @type {Map<string, bigint>} */
const read = new Map();

/** @param {string} text */
function scaled(text) {
  let value = read.get(text);
  if (value === undefined) {
    const [whole, part = ""] = text.split(".");
    if (part.length > PLACES) throw new RangeError(`${text} has more than ${PLACES} places`);
    value = BigInt(whole + part.padEnd(PLACES, "0"));
    read.set(text, value);
  }
  return value;
}

/** $2,480 or $79.82: cents only where there are any. @param {bigint} cents */
export function dollars(cents) {
  const whole = String(cents / 100n).replace(/\B(?=(\d{3})+$)/g, ",");
  return cents % 100n ? `$${whole}.${String(cents % 100n).padStart(2, "0")}` : `$${whole}`;
}

/**
 * A unit's worth, times 10 to the power of 5 × PLACES.
 * @param {Values} fee @param {Place} place @param {string} factor @param {bigint} expense share of the practice expense
 * @param {bigint} share of the assistant
 */
function unit(fee, place, factor, expense, share) {
  const work = scaled(fee.work) * scaled(place.work) * FULL;
  const practice = scaled(fee.practice_expense) * scaled(place.practice_expense) * expense;
  const malpractice = scaled(fee.malpractice) * scaled(place.malpractice) * FULL;
  return (work + practice + malpractice) * scaled(factor) * share;
}

/** @param {bigint} worth */
const inCents = (worth) => (worth + CENTS / 2n) / CENTS;

/** @param {bigint} one @param {bigint} other */
const descending = (one, other) => (one > other ? -1 : one < other ? 1 : 0);

/**
 * Price the lines of one patient's day. Throws a RangeError, whose message says why, where the data cannot price them.
 * @param {Billed[]} lines @param {string} on @param {FeeSchedule} schedule @param {string} locality @param {boolean} qualifying
 * @returns {{lines: {code: string, amounts: bigint[], inFull: number}[], totals: bigint[], withoutReduction: bigint, steps: Step[], unsettled: string | null}}
 */
export function price(lines, on, schedule, locality, qualifying) {
  const factor = factorOn(schedule.factors, on, qualifying);
  const place = placeOn(schedule.localities, locality, on);
  const units = lines.flatMap((line, number) => {
    const fee = feeOn(schedule, line.code, on);
    return Array.from({ length: line.units }, () => ({ number, fee, assistant: line.assistant }));
  });
  const reduced = on >= ASSISTANT_SHARE_FROM ? ASSISTANT_SHARE : FULL;
  /** @param {number | null} full */
  const amounts = (full) =>
    units.map(({ fee, assistant }, i) =>
      inCents(unit(fee, place, factor.amount, full === null || full === i ? FULL : HALF, assistant ? reduced : FULL)),
    );
  /** @type {Map<bigint, number>} */
  const possible = new Map();
  for (const full of paidInFull(units, place, factor.amount, reduced)) possible.set(sum(amounts(full)), full);
  const totals = [...possible.keys()].sort(descending);
  const full = possible.get(totals[0]);
  const paid = amounts(full);
  const priced = lines.map(({ code }, number) => ({
    code,
    amounts: paid.filter((_, i) => units[i].number === number),
    inFull: units[full].number === number ? 1 : 0,
  }));
  const unsettled =
    totals.length > 1 ? "no text that was read says whether the assistant's 85 percent comes before the choice of the unit paid in full" : null;
  const steps = [...stepsOf(lines, on, schedule, factor, place, units, full), told(paid, totals, unsettled)];
  return { lines: priced, totals, withoutReduction: sum(amounts(null)), steps, unsettled };
}

/** @param {bigint[]} amounts */
const sum = (amounts) => amounts.reduce((total, each) => total + each, 0n);

/** @param {Factor[]} factors @param {string} on @param {boolean} qualifying */
function factorOn(factors, on, qualifying) {
  const found = factors.find((each) => each.since <= on && on <= each.until && (each.qualifying === null || each.qualifying === qualifying));
  if (!found) throw new RangeError(`there is no conversion factor for ${on}`);
  return found;
}

/** @param {Record<string, Place[]>} localities @param {string} name @param {string} on */
function placeOn(localities, name, on) {
  if (name === "national") return NATIONAL;
  const named = localities[name];
  const found = named.find((each) => (each.since === null || each.since <= on) && (each.until === null || on <= each.until));
  if (!found) throw new RangeError(`the indices of ${named[0].name} are not in the data for ${on}`);
  return found;
}

/** @param {FeeSchedule} schedule @param {string} code @param {string} on */
function feeOn(schedule, code, on) {
  const year = Number(on.slice(0, 4));
  const fee = schedule.fees[year]?.[code];
  if (!fee) throw new RangeError(`there is no fee for ${code} in ${year}`);
  return fee;
}

/**
 * The units that may be the one paid in full, the last first: highest practice expense, then highest fee, before or after the 85 percent.
 * @param {{fee: Values, assistant: boolean}[]} units @param {Place} place @param {string} factor @param {bigint} reduced
 */
function paidInFull(units, place, factor, reduced) {
  const expenses = units.map(({ fee }) => scaled(fee.practice_expense));
  const most = [...expenses].sort(descending)[0];
  const dearest = [...units.keys()].filter((i) => expenses[i] === most);
  const found = new Set();
  for (const share of [FULL, reduced]) {
    const worth = dearest.map((i) => unit(units[i].fee, place, factor, FULL, units[i].assistant ? share : FULL));
    const highest = [...worth].sort(descending)[0];
    dearest.filter((_, at) => worth[at] === highest).forEach((i) => found.add(i));
  }
  return [...found].sort((a, b) => b - a);
}

/**
 * @param {Billed[]} lines @param {string} on @param {FeeSchedule} schedule @param {Factor} factor @param {Place} place
 * @param {{number: number, fee: Values}[]} units @param {number} full
 */
function stepsOf(lines, on, schedule, factor, place, units, full) {
  const kind = factor.qualifying === null ? "" : `, ${factor.qualifying ? "in" : "outside"} a qualifying payment model`;
  const steps = [step(`The conversion factor on ${on}${kind}: ${factor.amount}.`, "P-05", "P-06")];
  if (place !== NATIONAL) {
    const indices = `work ${place.work}, practice expense ${place.practice_expense}, malpractice ${place.malpractice}`;
    steps.push(step(`Indices of ${place.name}: ${indices}.`, "P-01"));
  }
  for (const code of new Set(lines.map((line) => line.code))) {
    const fee = feeOn(schedule, code, on);
    const [whole, halved] = [FULL, HALF].map((part) => dollars(inCents(unit(fee, place, factor.amount, part, FULL))));
    const parts = `work ${fee.work}, practice expense ${fee.practice_expense}, malpractice ${fee.malpractice}`;
    steps.push(step(`${code}: ${parts} make ${whole} a unit; with half of the practice expense, ${halved}.`, "P-01", "P-02"));
  }
  if (units.length > 1) {
    const { code } = lines[units[full].number];
    const text = `${code} has the highest practice expense, ${units[full].fee.practice_expense}: one unit of it is paid in full`;
    steps.push(step(`${text}, every other unit of the day with half of its practice expense.`, "P-02", "P-03"));
  }
  if (on >= ASSISTANT_SHARE_FROM && lines.some((line) => line.assistant)) {
    steps.push(step("A unit with the assistant's modifier is paid at 85 percent of its fee schedule amount.", "T-04a"));
  }
  return steps;
}

/** @param {bigint[]} paid @param {bigint[]} totals @param {string | null} unsettled */
function told(paid, totals, unsettled) {
  if (unsettled) return step(`Unsettled: ${totals.map(dollars).join(" or ")}; ${unsettled}.`, "P-07");
  const units = paid.map(dollars).join(" + ");
  return step(paid.length > 1 ? `${units} = ${dollars(totals[0])}.` : `The day is allowed ${units}.`, "P-01");
}
