/**
 * What Medicare allows for a day's units, and who pays it: the arithmetic of macros/rules/payment.py, in whole numbers, for money is
 * not counted in binary fractions. tests/calculator holds the two together.
 */

import { distinct, sum } from "./units.js";

/** @import { Fee, Line, Phrase, Price, Tables, Values, Visit } from "./types.js" */

/** A fee is in halves of a billionth of a dollar. */
const CENT = 2 * 10 ** 7;

/** The cents of a unit with all of its practice expense, and with half of it. @param {Values} values @param {Values} dollars */
function unitWorth([work, expense, malpractice], dollars) {
  const [both, halved] = [2 * (work * dollars[0] + malpractice * dollars[2]), expense * dollars[1]];
  const exact = both + 2 * halved;
  return { exact, whole: Math.round(exact / CENT), halved: Math.round((both + halved) / CENT) };
}

/** So much of an amount. @param {number} cents @param {number} share in ten thousandths */
const portion = (cents, share) => Math.round((cents * share) / 10_000);

/** @typedef {{priced: Price, why?: undefined} | {priced: null, why?: Phrase}} Priced */

/**
 * Price lines of one patient's day, or say why the tables cannot. Where the modifier of some units is open, every way to mark them
 * is priced: what is allowed stays the same. @param {Line[]} lines @param {Visit} visit @param {Tables} tables @returns {Priced}
 */
export function price(lines, visit, tables) {
  const { priced, why } = priceOf(lines, visit, tables);
  if (!priced) return { priced, why };
  const isOpen = lines.some(({ openModifier }) => openModifier);
  const ways = lines.map(waysToMark).reduce((before, each) => before.flatMap((way) => each.map((parts) => [...way, ...parts])), [[]]);
  const possible = ways.flatMap((way) => priceOf(together(way), visit, tables).priced?.paid ?? []);
  const paid = distinct(possible).sort((one, other) => other.medicare - one.medicare || other.patient - one.patient);
  const medicare = distinct(paid.map((way) => way.medicare));
  const unsettled = medicare.length > 1 ? { kind: isOpen ? "PaymentOpen" : "FullUnitOpen", medicare } : null;
  const cut = priced.cut || (isOpen && visit.on >= tables.rules.assistantPercentFrom);
  const steps = [...priced.steps, ...(cut ? [{ kind: "AssistantPaid" }] : [])];
  if (unsettled) steps.push(unsettled);
  else if (cut && !isOpen) steps.push({ kind: "DayPaid", ...paid[0] });
  return { priced: { ...priced, paid, cut, steps, unsettled } };
}

/** The lines that a line may become, by how many of its units are marked. @param {Line} line @returns {Line[][]} */
function waysToMark(line) {
  if (!line.openModifier) return [[line]];
  return Array.from({ length: line.units + 1 }, (_, marked) => {
    const without = { ...line, units: line.units - marked };
    const withModifier = { ...line, units: marked, modifiers: [...line.modifiers, line.openModifier] };
    return [without, withModifier].filter(({ units }) => units);
  });
}

/** The units of a code that are marked alike, on one line, for what is paid is rounded for each line. @param {Line[]} lines */
function together(lines) {
  /** @type {Map<string, Line>} */
  const alike = new Map();
  for (const line of lines) {
    const key = [line.code, ...[...line.modifiers].sort()].join(" ");
    alike.set(key, { ...line, units: line.units + (alike.get(key)?.units ?? 0) });
  }
  return [...alike.values()];
}

/** Price lines as if no open modifier were there; the steps do not say who pays. @param {Line[]} lines @param {Visit} visit @param {Tables} tables @returns {Priced} */
function priceOf(lines, { on, locality, qualifying }, { prices, fees, places, rules }) {
  const year = Number(on.slice(0, 4));
  const ofModel = prices.filter(({ since, until, ...row }) => since <= on && on <= until && (row.qualifying ?? qualifying) === qualifying);
  if (!ofModel.length) return { priced: null, why: { kind: "NoFactor", year } };
  const list = ofModel.find(({ place }) => place === locality);
  if (!list) return { priced: null, why: { kind: "NoIndices", place: places[locality], day: on } };
  const marks = Object.values(rules.assistantModifier);
  const marked = lines.map(({ modifiers }) => on >= rules.assistantPercentFrom && modifiers.some((modifier) => marks.includes(modifier)));
  /** @type {(Fee & {exact: number, whole: number, halved: number, line: number})[]} */
  const units = [];
  for (const [line, { code, units: count }] of lines.entries()) {
    const fee = fees[year]?.[code];
    if (!fee) return { priced: null, why: { kind: "NoFee", code, year } };
    for (let i = 0; i < count; i++) units.push({ ...fee, ...unitWorth(fee.values, list.dollars), line });
  }

  /** With one unit paid in full, and the others with half of their practice expense. @param {number} full */
  const pricedWith = (full) => {
    const amounts = units.map(({ whole, halved }, i) => (i === full ? whole : halved));
    const allowed = lines.map((_, line) => sum(amounts.filter((_amount, i) => units[i]?.line === line)));
    const shares = marked.map((cut) => rules.medicarePercent * (cut ? rules.assistantPercent : 100));
    const medicare = sum(allowed.map((cents, line) => portion(cents, shares[line] ?? 0)));
    const patient = sum(allowed.map((cents) => portion(cents, 100 * (100 - rules.medicarePercent))));
    return { full, amounts, allowed, paid: { medicare, patient } };
  };
  // The unit paid in full has the highest practice expense, then the highest fee. Of equals one with CQ or CO, and one without, may be it.
  const expense = Math.max(...units.map(({ values }) => values[1]));
  const highest = Math.max(...units.filter(({ values }) => values[1] === expense).map(({ exact }) => exact));
  const tied = [...units.entries()].filter(([, { values, exact }]) => values[1] === expense && exact === highest);
  const ranked = tied.sort(([i, a], [j, b]) => (a.code === b.code ? i - j : a.code < b.code ? -1 : 1)).reverse();
  const oneOfEach = new Map(ranked.map(([i, { line }]) => [marked[line], i]));
  const possible = [...oneOfEach.values()].map(pricedWith).sort((one, other) => other.paid.medicare - one.paid.medicare);
  const { full, amounts, allowed } = possible[0] ?? pricedWith(0);
  const total = sum(amounts);
  const said = new Map(units.map(({ code, step, whole, halved }) => [code, { ...step, code, whole, halved }]));
  const steps = [{ ...list.factor, day: on }, ...list.indices, ...said.values()];
  if (amounts.length > 1) steps.push({ kind: "PaidInFull", code: units[full]?.code, expense: units[full]?.step.expense });
  steps.push(amounts.length > 1 ? { kind: "DaySum", amounts, total } : { kind: "DayOfOneUnit", amount: total });
  const paid = possible.map((way) => way.paid);
  return { priced: { lines: allowed, total, paid, cut: marked.includes(true), steps, unsettled: null } };
}
