/** How minutes become units: the arithmetic of macros/rules/units.py. tests/calculator holds the two together, day by day. */

export const UNIT_MINUTES = 15;
export const MAX_MINUTES = 1440;

/**
 * @typedef {{code: string, minutes: number, timed: boolean}} Service
 * @typedef {import("./sentences.js").Phrase} Phrase
 *
 * @typedef {object} UnitsResult
 * @property {number} total total timed minutes
 * @property {Record<string, number>[]} acceptable every acceptable claim; more than one on a tie, none where unsettled
 * @property {Phrase[]} steps
 * @property {Phrase | null} unsettled
 */

/** Units of a day with so many timed minutes. @param {number} total */
const capFor = (total) => Math.floor((total + 7) / UNIT_MINUTES);

/** The fewest and the most total timed minutes that make so many units. @param {number} units @returns {[number, number]} */
export const minutesFor = (units) => [Math.max(0, units * UNIT_MINUTES - 7), units * UNIT_MINUTES + 7];

/** @param {Iterable<number>} numbers */
const sum = (numbers) => [...numbers].reduce((total, number) => total + number, 0);

/** Texts by their code points, as Python sorts them. @param {string} a @param {string} b */
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** The minutes of each timed or untimed code. @param {Service[]} services @param {boolean} timed @returns {Map<string, number>} */
export function minutesByCode(services, timed) {
  const minutes = new Map();
  for (const service of services) {
    if (service.timed === timed) minutes.set(service.code, (minutes.get(service.code) ?? 0) + service.minutes);
  }
  return minutes;
}

/**
 * Count the units of one patient's day. Services with the same code are added up.
 * @param {Service[]} services @param {string} rule medicare, midpoint or capped-midpoint @returns {UnitsResult}
 */
export function countUnits(services, rule) {
  const timed = minutesByCode(services, true);
  const untimed = [...minutesByCode(services, false).keys()];
  const { claims, steps, unsettled } = rule === "medicare" ? medicare(timed) : midpoint(timed, rule === "capped-midpoint");
  for (const claim of claims) for (const code of untimed) claim.set(code, 1);
  return {
    total: sum(timed.values()),
    acceptable: inOrder(claims).map((claim) => Object.fromEntries(claim)),
    steps: [...steps, ...untimed.map((code) => ({ kind: "Untimed", code }))],
    unsettled,
  };
}

/** The claims without codes that earned nothing, in an order that never depends on the input's. @param {Map<string, number>[]} claims */
function inOrder(claims) {
  const sorted = claims.map((claim) => [...claim].filter(([, units]) => units).sort(([a], [b]) => byText(a, b)));
  /** @param {[string, number][]} claim */
  const key = (claim) => claim.map(([code, units]) => `${code} ${String(units).padStart(3)}`).join();
  return sorted.sort((a, b) => byText(key(a), key(b)));
}

/** Every choice of `count` of the entries, in their order. @template T @param {T[]} entries @param {number} count @returns {T[][]} */
function combinations(entries, count) {
  if (count === 0) return [[]];
  return entries.flatMap((entry, i) => combinations(entries.slice(i + 1), count - 1).map((rest) => [entry, ...rest]));
}

/** @typedef {{claims: Map<string, number>[], steps: Phrase[], unsettled: Phrase | null}} Counted */

/** Full blocks first, then one unit each to the most minutes left over, until the day's total is reached. @param {Map<string, number>} timed @returns {Counted} */
function medicare(timed) {
  const total = sum(timed.values());
  const units = capFor(total);
  const blocks = [...timed].map(([code, minutes]) => ({
    kind: "Blocks",
    code,
    minutes,
    full: Math.floor(minutes / UNIT_MINUTES),
    rest: minutes % UNIT_MINUTES,
  }));
  const full = sum(blocks.map((block) => block.full));
  const left = units - full;
  const ranked = [...blocks].sort((a, b) => b.rest - a.rest || byText(a.code, b.code));
  const cut = left ? ranked[left - 1].rest : UNIT_MINUTES;
  const sure = ranked.filter(({ rest }) => rest > cut);
  const tied = ranked.filter(({ rest }) => rest === cut);
  const claims = combinations(tied, left - sure.length).map(
    (chosen) => new Map(blocks.map((block) => [block.code, block.full + ([...sure, ...chosen].includes(block) ? 1 : 0)])),
  );

  const parts = [...timed].map(([code, minutes]) => ({ kind: "CodeMinutes", code, minutes }));
  /** @type {Phrase[]} */
  const steps = [];
  if (!timed.size) steps.push({ kind: "NoTimedService" });
  else if (timed.size === 1) steps.push({ kind: "OneTimedCode", code: parts[0].code, total });
  else steps.push({ kind: "TimedTotal", parts, total });
  if (!units) return { claims, steps: timed.size ? [...steps, { kind: "TooFewMinutes", total }] : steps, unsettled: null };
  const [low, high] = minutesFor(units);
  steps.push({ kind: "DayUnits", total, units, low, high });
  if (full) steps.push({ kind: "FullBlocks", blocks });
  if (!left) steps.push({ kind: "BlocksSuffice", units });
  else if (timed.size === 1) steps.push({ kind: "NextUnit", code: blocks[0].code, rest: blocks[0].rest });
  else {
    const [compared, won] = full ? ["Remainders", "MostLeft"] : ["ShortServices", "LongestShort"];
    const open = left - sure.length;
    const winners = (tied.length === open ? [...sure, ...tied] : sure).map(({ code }) => code);
    steps.push({ kind: compared, units: left, remainders: ranked.map(({ code, rest }) => ({ kind: "Remainder", code, minutes: rest })) });
    if (winners.length) steps.push({ kind: won, units: winners.length, codes: winners });
    if (tied.length > open) steps.push({ kind: "Tie", codes: tied.map(({ code }) => code), rest: cut, units: open });
  }
  return { claims, steps, unsettled: null };
}

/** Each code by itself; capped, the sum may not pass the day's total-time units. @param {Map<string, number>} timed @param {boolean} capped @returns {Counted} */
function midpoint(timed, capped) {
  const total = sum(timed.values());
  const codes = [...timed].map(([code, minutes]) => {
    const [full, rest] = [Math.floor(minutes / UNIT_MINUTES), minutes % UNIT_MINUTES];
    return { kind: "Midpoint", code, minutes, length: UNIT_MINUTES, full, rest, half: 8, units: capFor(minutes) };
  });
  const claims = [new Map(codes.map(({ code, units }) => [code, units]))];
  /** @type {Phrase[]} */
  const steps = timed.size ? [{ kind: "EachAlone", total }, ...codes] : [];
  if (!capped) return { claims, steps, unsettled: null };
  const cap = capFor(total);
  const units = sum(codes.map((code) => code.units));
  steps.push({ kind: "DayLimit", total, cap, units });
  if (units <= cap) return { claims, steps, unsettled: null };
  const unsettled = { kind: "NoCodeGivesWay", units, cap };
  return { claims: [], steps: [...steps, unsettled], unsettled };
}
