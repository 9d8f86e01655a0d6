/**
 * How minutes become units: the rules of macros/rules/units.py once more, for the browser. tests/browser/test_calculator.py holds the
 * two together, over every day of up to three services and over random ones, word for word.
 */

import { step } from "./step.js";

export const UNIT_MINUTES = 15;
export const MAX_MINUTES = 1440;
export const RULES = ["medicare", "midpoint", "capped-midpoint"];

/**
 * @typedef {object} Service
 * @property {string} code
 * @property {number} minutes
 * @property {boolean} timed
 *
 * @typedef {import("./step.js").Step} Step
 *
 * @typedef {object} UnitsResult
 * @property {string} rule
 * @property {number} total total timed minutes
 * @property {Record<string, number>[]} acceptable every acceptable claim; more than one on a tie, none where unsettled
 * @property {Step[]} steps
 * @property {string | null} unsettled
 */

/** Units of a day with so many timed minutes. @param {number} total */
export const capFor = (total) => Math.floor((total + 7) / UNIT_MINUTES);

/** The fewest and the most total timed minutes that make so many units. @param {number} units @returns {[number, number]} */
export const minutesFor = (units) => [Math.max(0, units * UNIT_MINUTES - 7), units * UNIT_MINUTES + 7];

/** @param {number} minutes */
const midpointUnits = (minutes) => Math.floor((minutes + 7) / UNIT_MINUTES);

/** @param {number} count */
const inUnits = (count) => `${count} ${count === 1 ? "unit" : "units"}`;

/** @param {Iterable<number>} numbers */
const sum = (numbers) => [...numbers].reduce((total, each) => total + each, 0);

/** Texts by their code points, as Python sorts them. @param {string} a @param {string} b */
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Count the units of one patient's day. Services with the same code are added up.
 * @param {Service[]} services @param {string} rule @returns {UnitsResult}
 */
export function countUnits(services, rule) {
  const timed = new Map();
  const untimed = new Map();
  for (const service of services) {
    const minutes = service.timed ? timed : untimed;
    minutes.set(service.code, (minutes.get(service.code) ?? 0) + service.minutes);
  }
  const result = rule === "medicare" ? medicare(timed) : midpoint(timed, rule === "capped-midpoint");
  const claims = result.claims.map((claim) => new Map([...[...untimed.keys()].map((code) => [code, 1]), ...claim]));
  const steps = [...untimed].map(([code, minutes]) =>
    step(`${code} is untimed: 1 unit, and its ${minutes ? `${minutes} ` : ""}minutes stay out of the timed total.`, "U-06"),
  );
  return {
    rule,
    total: sum(timed.values()),
    acceptable: settled(claims),
    steps: [...result.steps, ...steps],
    unsettled: result.unsettled ?? null,
  };
}

/**
 * The claims without codes that earned nothing, each once, in an order that never depends on the input's.
 * @param {Map<string, number>[]} claims
 */
function settled(claims) {
  const written = claims.map((claim) => [...claim].filter(([, units]) => units).sort(([a], [b]) => byText(a, b)));
  const unique = new Map(written.map((claim) => [JSON.stringify(claim), claim]));
  return [...unique.values()].sort(compareClaims).map((claim) => Object.fromEntries(claim));
}

/** @param {[string, number][]} one @param {[string, number][]} other */
function compareClaims(one, other) {
  for (let i = 0; i < Math.min(one.length, other.length); i++) {
    const order = byText(one[i][0], other[i][0]) || one[i][1] - other[i][1];
    if (order) return order;
  }
  return one.length - other.length;
}

/** Every choice of `count` of the entries, in their order. @template T @param {T[]} entries @param {number} count @returns {T[][]} */
function combinations(entries, count) {
  if (count === 0) return [[]];
  return entries.flatMap((entry, i) => combinations(entries.slice(i + 1), count - 1).map((rest) => [entry, ...rest]));
}

/**
 * Full blocks first, then one unit each to the most minutes left over, until the day's total is reached.
 * @param {Map<string, number>} timed
 */
function medicare(timed) {
  const cap = capFor(sum(timed.values()));
  const full = new Map([...timed].map(([code, minutes]) => [code, Math.floor(minutes / UNIT_MINUTES)]));
  const rest = new Map([...timed].map(([code, minutes]) => [code, minutes % UNIT_MINUTES]));
  const extra = cap - sum(full.values());
  const ranked = [...rest.keys()].sort((a, b) => rest.get(b) - rest.get(a) || byText(a, b));
  const cut = extra ? rest.get(ranked[extra - 1]) : null;
  const sure = ranked.filter((code) => cut !== null && rest.get(code) > cut);
  const tied = ranked.filter((code) => rest.get(code) === cut);
  const choices = extra ? combinations(tied, extra - sure.length) : [[]];
  const claims = choices.map((chosen) => {
    const more = new Set([...sure, ...chosen]);
    return new Map([...full].map(([code, units]) => [code, units + (more.has(code) ? 1 : 0)]));
  });
  return { claims, steps: medicareSteps(timed, cap, full, rest, extra, sure, tied) };
}

/**
 * @param {Map<string, number>} timed @param {number} cap @param {Map<string, number>} full @param {Map<string, number>} rest
 * @param {number} extra @param {string[]} sure @param {string[]} tied
 * @returns {Step[]}
 */
function medicareSteps(timed, cap, full, rest, extra, sure, tied) {
  if (!timed.size) return [step("No timed service was given: the day has 0 timed minutes.", "U-01")];
  const total = sum(timed.values());
  const added = timed.size > 1 ? `${[...timed.values()].join(" + ")} = ${total}` : `${total}`;
  if (!cap) {
    const each = [...timed].map(([code, minutes]) => `${code} ${minutes}`).join(", ");
    return [
      step(`Timed minutes: ${added} (${each}).`, "U-01"),
      step(`${total} total timed minutes are fewer than 8: no timed unit is billed.`, "U-07"),
    ];
  }
  const [low, high] = minutesFor(cap);
  const steps = [
    step(`Add up the timed minutes: ${added} total timed minutes.`, "U-01"),
    step(`${total} total timed minutes → ${inUnits(cap)} for the day (${low}–${high} minutes).`, "U-02"),
  ];
  if (sum(full.values())) {
    const blocks = [...timed].map(([code, minutes]) => `${code} ${minutes} minutes → ${full.get(code)} × 15, ${rest.get(code)} left over`);
    steps.push(step(`Full 15-minute blocks first: ${blocks.join("; ")}.`, "U-03"));
  }
  if (!extra) return [...steps, step(`The full blocks already make ${inUnits(cap)}: left-over minutes earn nothing more.`, "U-01")];
  if (timed.size === 1) {
    const [code] = timed.keys();
    return [...steps, step(`${rest.get(code)} minutes left over bring the total into the next row: ${code} gets the unit.`, "U-02")];
  }
  const fact = sum(full.values()) ? "U-04" : "U-08";
  const left = [...rest.keys()].sort((a, b) => rest.get(b) - rest.get(a) || byText(a, b)).map((code) => `${code} ${rest.get(code)}`);
  steps.push(step(`${inUnits(extra)} left to give. Compare the left-over minutes: ${left.join(", ")}.`, fact));
  const open = extra - sure.length;
  if (tied.length === open) {
    const winners = [...sure, ...tied].join(" and ");
    return [...steps, step(`${winners} ${extra > 1 ? "get one each" : "gets it"}.`, fact)];
  }
  if (sure.length) steps.push(step(`${sure.join(" and ")} ${sure.length > 1 ? "get one each" : "gets one"}.`, fact));
  return [
    ...steps,
    step(
      `${tied.join(" and ")} are equal, with ${rest.get(tied[0])} minutes left over each and ${inUnits(open)} to give: ` +
        "the clinician chooses, and every such claim is acceptable.",
      "U-05",
    ),
  ];
}

/**
 * Each code by itself; capped, the sum may not pass the day's total-time units, and who gives way is unsettled.
 * @param {Map<string, number>} timed @param {boolean} capped
 */
function midpoint(timed, capped) {
  const total = sum(timed.values());
  const units = new Map([...timed].map(([code, minutes]) => [code, midpointUnits(minutes)]));
  const steps = timed.size ? [step(`The timed minutes are ${total} in all, but each code is counted by itself.`, "U-10")] : [];
  for (const [code, minutes] of timed) {
    const full = Math.floor(minutes / UNIT_MINUTES);
    steps.push(
      step(
        `${code}: ${minutes} minutes = ${full} × 15 and ${minutes % UNIT_MINUTES} left over; ` +
          `8 or more left over count as one more → ${inUnits(units.get(code))}.`,
        "U-09",
      ),
    );
  }
  if (!capped) return { claims: [units], steps };
  const cap = capFor(total);
  const wanted = sum(units.values());
  steps.push(step(`The day's limit: ${total} total timed minutes allow ${inUnits(cap)}; the codes add up to ${wanted}.`, "U-11"));
  if (wanted <= cap) return { claims: [units], steps };
  const why = `the codes add up to ${inUnits(wanted)} and the day allows ${cap}; no source says which code gives way`;
  steps.push(step(`Unsettled: ${why}.`, "U-12"));
  return { claims: [], steps, unsettled: why };
}
