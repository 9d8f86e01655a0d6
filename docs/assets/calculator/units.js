/** How minutes become units: the arithmetic of macros/rules/units.py. tests/calculator holds the two together, day by day. */

/** @import { Phrase, Service, Units, UnitsResult } from "./types.js" */
/** @typedef {{kind: "Blocks", code: string, minutes: number, full: number, rest: number}} Blocks the minutes of one timed code */
/** @typedef {{claims: Units[], steps: Phrase[], unsettled?: Phrase}} Counted */

export const UNIT_MINUTES = 15;

/** Units of a day with so many timed minutes. @param {number} total */
const capFor = (total) => Math.floor((total + 7) / UNIT_MINUTES);

/** The fewest and the most total timed minutes that make so many units. @param {number} units @returns {[number, number]} */
export const minutesFor = (units) => [Math.max(0, units * UNIT_MINUTES - 7), units * UNIT_MINUTES + 7];

/** @param {Iterable<number>} numbers */
export const sum = (numbers) => [...numbers].reduce((total, number) => total + number, 0);

/** The values without those that were there before. @template T @param {T[]} values @returns {T[]} */
export const distinct = (values) => [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];

/** The minutes of each timed or untimed code. @param {Service[]} services @param {boolean} timed @returns {Map<string, number>} */
export function minutesByCode(services, timed) {
  const minutes = new Map();
  for (const service of services.filter((one) => one.timed === timed)) {
    minutes.set(service.code, (minutes.get(service.code) ?? 0) + service.minutes);
  }
  return minutes;
}

/** Every choice of `count` of the entries, in their order. @template T @param {T[]} entries @param {number} count @returns {T[][]} */
export function combinations(entries, count) {
  if (count === 0) return [[]];
  return entries.flatMap((entry, i) => combinations(entries.slice(i + 1), count - 1).map((rest) => [entry, ...rest]));
}

/**
 * Count the units of one patient's day. Services with the same code are added up.
 * @param {Service[]} services @param {string} rule medicare, midpoint or capped-midpoint @returns {UnitsResult}
 */
export function countUnits(services, rule) {
  const timed = minutesByCode(services, true);
  const untimed = [...minutesByCode(services, false).keys()];
  const total = sum(timed.values());
  /** @type {Blocks[]} */
  const blocks = [...timed].map(([code, minutes]) => {
    return { kind: "Blocks", code, minutes, full: Math.floor(minutes / UNIT_MINUTES), rest: minutes % UNIT_MINUTES };
  });
  const { claims, steps, unsettled = null } = rule === "medicare" ? medicare(blocks, total) : midpoint(blocks, total, rule);
  const once = untimed.map((code) => [code, 1]);
  return {
    total,
    acceptable: inOrder(claims.map((claim) => ({ ...claim, ...Object.fromEntries(once) }))),
    steps: [...steps, ...untimed.map((code) => ({ kind: "Untimed", code }))],
    unsettled,
  };
}

/** The claims without codes that earned nothing, in an order that never depends on the input's. @param {Units[]} claims */
function inOrder(claims) {
  /** @param {Units} claim */
  const key = (claim) => Object.entries(claim).map(([code, units]) => `${code} ${String(units).padStart(3)}`).sort().join();
  const billed = claims.map((claim) => Object.fromEntries(Object.entries(claim).filter(([, units]) => units)));
  return billed.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Full blocks first, then one unit each to the most minutes left over, to the day's total. @param {Blocks[]} blocks @param {number} total @returns {Counted} */
function medicare(blocks, total) {
  const units = capFor(total);
  const full = sum(blocks.map((block) => block.full));
  const left = units - full;
  const ranked = [...blocks].sort((a, b) => b.rest - a.rest || (a.code < b.code ? -1 : 1));
  const cut = ranked[left - 1]?.rest ?? UNIT_MINUTES;
  const sure = ranked.filter(({ rest }) => rest > cut);
  const tied = ranked.filter(({ rest }) => rest === cut);
  const open = left - sure.length;
  const claims = combinations(tied, open).map((chosen) => {
    const extra = new Set([...sure, ...chosen]);
    return Object.fromEntries(blocks.map((block) => [block.code, block.full + (extra.has(block) ? 1 : 0)]));
  });

  const [first, ...others] = blocks;
  if (!first) return { claims, steps: [{ kind: "NoTimedService" }] };
  const parts = blocks.map(({ code, minutes }) => ({ kind: "CodeMinutes", code, minutes }));
  /** @type {Phrase[]} */
  const steps = [others.length ? { kind: "TimedTotal", parts, total } : { kind: "OneTimedCode", code: first.code, total }];
  if (!units) return { claims, steps: [...steps, { kind: "TooFewMinutes", total }] };
  const [low, high] = minutesFor(units);
  steps.push({ kind: "DayUnits", total, units, low, high });
  if (full) steps.push({ kind: "FullBlocks", blocks });
  if (!left) steps.push({ kind: "BlocksSuffice", units });
  else if (!others.length) steps.push({ kind: "NextUnit", code: first.code, rest: first.rest });
  else {
    const won = tied.length === open ? [...sure, ...tied] : sure;
    const [winners, rivals] = [won, tied].map((some) => some.map(({ code }) => code));
    const remainders = ranked.map(({ code, rest }) => ({ kind: "Remainder", code, minutes: rest }));
    steps.push({ kind: full ? "Remainders" : "ShortServices", units: left, remainders });
    if (won.length) steps.push({ kind: full ? "MostLeft" : "LongestShort", units: won.length, codes: winners });
    if (tied.length > open) steps.push({ kind: "Tie", codes: rivals, rest: cut, units: open });
  }
  return { claims, steps };
}

/** Each code by itself; capped, the sum may not pass the day's total-time units. @param {Blocks[]} blocks @param {number} total @param {string} rule @returns {Counted} */
function midpoint(blocks, total, rule) {
  const codes = blocks.map((block) => ({ ...block, kind: "Midpoint", length: UNIT_MINUTES, half: 8, units: capFor(block.minutes) }));
  const claims = [Object.fromEntries(codes.map(({ code, units }) => [code, units]))];
  /** @type {Phrase[]} */
  const steps = codes.length ? [{ kind: "EachAlone", total }, ...codes] : [];
  if (rule === "midpoint") return { claims, steps };
  const [cap, units] = [capFor(total), sum(codes.map((code) => code.units))];
  steps.push({ kind: "DayLimit", total, cap, units });
  if (units <= cap) return { claims, steps };
  const unsettled = { kind: "NoCodeGivesWay", units, cap };
  return { claims: [], steps: [...steps, unsettled], unsettled };
}
