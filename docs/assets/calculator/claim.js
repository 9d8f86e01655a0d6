/**
 * A visit becomes a claim under Medicare: macros/rules/claim.py, limits.py and modifiers.py once more. tests/browser/test_claim_builder.py
 * holds the two together, over every day of up to three services and over random visits, word for word.
 */

import { splitUnits, untimedNeedsModifier } from "./assistants.js";
import { editBetween } from "./edits.js";
import { dollars, price } from "./payment.js";
import { step } from "./step.js";
import { countUnits } from "./units.js";

export const THERAPY_MODIFIER = { PT: "GP", OT: "GO", SLP: "GN" };
export const ASSISTANT_MODIFIER = { PT: "CQ", OT: "CO" };
const MODIFIERS_ON_A_LINE = 4;

/**
 * Dollars are whole cents.
 * @typedef {{code: string, minutes: number, assistant: number, timed: boolean}} Service
 * @typedef {{codes: [string, string], because: string}} Separate
 * @typedef {object} Visit
 * @property {string} on the service date
 * @property {Service[]} services
 * @property {"PT" | "OT" | "SLP"} discipline
 * @property {string} table practitioner or hospital
 * @property {bigint | null} yearToDate what was allowed this year before the visit
 * @property {string} locality
 * @property {boolean} qualifying
 * @property {Separate[]} separate
 *
 * @typedef {object} Tables
 * @property {Record<string, {pt_and_slp: string, ot: string, medical_review: string}>} thresholds in cents, by year
 * @property {Record<string, {practitioner: number, hospital: number, indicator: number, asOf: string}>} limits
 * @property {Record<string, string>} meaning what an indicator of the limits says
 * @property {Record<string, string>} separate the modifier for each reason
 * @property {import("./payment.js").FeeSchedule} schedule
 * @property {import("./edits.js").EditTable} edits
 * @property {string[]} alwaysTherapy the codes that were read as always therapy
 *
 * @typedef {{code: string, units: number, modifiers: string[], deniedBy: string | null}} Line
 * @typedef {import("./step.js").Step} Step
 */

/**
 * Every acceptable claim, with its price, and the reasoning.
 * @param {Visit} visit @param {Tables} tables
 */
export function claimFor(visit, tables) {
  const units = countUnits(visit.services, "medicare");
  const steps = [...units.steps];
  /** @type {string[]} */
  const warnings = [];
  /** @type {Line[][]} */
  const claims = [];
  /** @type {Set<string>} pairs whose edit a modifier would open */
  const openable = new Set();
  for (const claim of units.acceptable) {
    const parted = withAssistants(visit, claim);
    steps.push(...parted.steps);
    if (parted.unsettled) {
      return { acceptable: [], prices: [], steps: once(steps), warnings, unsettled: parted.unsettled, crosses: false, openable };
    }
    const edited = withEdits(visit, parted.lines, tables, openable);
    steps.push(...edited.steps);
    warnings.push(...edited.warnings, ...overLimits(visit, claim, tables), ...beyondAlwaysTherapy(visit, parted.lines, tables));
    claims.push(edited.lines);
  }
  const finished = claims.map((lines) => withThreshold(visit, lines, tables));
  for (const each of finished) {
    steps.push(...each.steps);
    warnings.push(...each.warnings);
  }
  return {
    acceptable: finished.map((each) => each.lines),
    prices: finished.map((each) => each.priced),
    steps: once(steps),
    warnings: [...new Set(warnings)],
    unsettled: null,
    crosses: finished.some((each) => each.crosses),
    openable,
  };
}

/** @param {Step[]} steps */
const once = (steps) => [...new Map(steps.map((each) => [JSON.stringify(each), each])).values()];

/** The lines with GP and CQ or their like; a code whose units need the modifier in part stands on two. @param {Visit} visit @param {Record<string, number>} claim */
function withAssistants(visit, claim) {
  const therapy = THERAPY_MODIFIER[visit.discipline];
  const marked = ASSISTANT_MODIFIER[visit.discipline];
  const steps = [step(`The plan is ${visit.discipline}: ${therapy} on every line.`, "M-01")];
  /** @type {Line[]} */
  const lines = [];
  for (const code of new Set(visit.services.map((service) => service.code))) {
    const units = claim[code];
    if (units === undefined) continue;
    const given = visit.services.filter((service) => service.code === code);
    const assistant = given.reduce((total, each) => total + each.assistant, 0);
    const therapist = given.reduce((total, each) => total + each.minutes, 0) - assistant;
    let [without, withModifier] = [units, 0];
    if (assistant && given[0].timed) {
      const parted = splitUnits(units, therapist, assistant, visit.on);
      steps.push(...parted.steps.map(({ text, cites }) => step(`${code}: ${text[0].toLowerCase()}${text.slice(1)}`, ...cites)));
      if (parted.unsettled) return { lines: [], steps, unsettled: `${code}: ${parted.unsettled}` };
      [without, withModifier] = [parted.without, parted.withModifier];
    } else if (assistant) {
      const needs = untimedNeedsModifier(therapist, assistant, visit.on);
      if (needs) [without, withModifier] = [0, units];
      const share = `${assistant} of ${therapist + assistant} minutes by the assistant`;
      steps.push(step(`${code} is untimed; ${share}: ${needs ? marked : "no assistant modifier"}.`, "A-04"));
    }
    if (without && withModifier) {
      steps.push(step(`${code} is billed on two lines: ${without} without ${marked} and ${withModifier} with it.`, "A-06"));
    }
    if (without) lines.push({ code, units: without, modifiers: [therapy], deniedBy: null });
    if (withModifier) {
      lines.push({ code, units: withModifier, modifiers: [therapy, marked], deniedBy: null });
      steps.push(step(`${marked} stands beside ${therapy}.`, "A-07"));
    }
  }
  return { lines, steps };
}

/** @param {Visit} visit @param {Line[]} lines @param {Tables} tables @param {Set<string>} openable */
function withEdits(visit, lines, tables, openable) {
  const codes = [...new Set(lines.map((line) => line.code))];
  const pairs = codes.flatMap((first, i) => codes.slice(i + 1).map((second) => [first, second]));
  const steps = [];
  const warnings = [];
  for (const [first, second] of pairs) {
    const answer = editBetween(tables.edits, first, second, visit.on, visit.table);
    if (answer.active === null) {
      warnings.push(`Edits: ${answer.unsettled}; look the pair up.`);
      continue;
    }
    if (!answer.active) {
      steps.push(...answer.steps.filter(({ cites }) => cites.join() === "E-08"), answer.steps[answer.steps.length - 1]);
      continue;
    }
    const other = answer.denies === first ? second : first;
    steps.push(...answer.steps);
    if (answer.opens) openable.add([first, second].join(" "));
    const reason = visit.separate.find(({ codes: pair }) => pair.includes(first) && pair.includes(second))?.because;
    const denied = lines.filter((line) => line.code === answer.denies);
    if (answer.opens && reason) {
      const modifier = tables.separate[reason];
      steps.push(step(`The record shows that ${first} and ${second} were separate: ${modifier} on ${answer.denies}.`, "E-04", "M-09"));
      for (const line of denied) line.modifiers = [...new Set([...line.modifiers, modifier])];
      continue;
    }
    const why = answer.opens
      ? "59 or an X modifier opens it only if the services were separate and the record shows it"
      : "no modifier opens it";
    warnings.push(`${answer.denies} denies beside ${other}: ${why}.`);
    for (const line of denied) line.deniedBy ??= other;
  }
  const plain = tables.separate.minutes;
  const exact = Object.values(tables.separate).filter((each) => each !== plain);
  for (const line of lines) {
    if (!line.modifiers.some((each) => exact.includes(each))) continue;
    if (line.modifiers.includes(plain)) {
      const told = `${line.code}: ${plain} and an X modifier do not stand on one line, and the X modifier is preferred.`;
      steps.push(step(told, "M-09"));
    }
    line.modifiers = line.modifiers.filter((each) => each !== plain);
  }
  return { lines, steps, warnings };
}

/** @param {Visit} visit @param {Record<string, number>} claim @param {Tables} tables */
function overLimits(visit, claim, tables) {
  return Object.entries(claim).flatMap(([code, units]) => {
    const limit = tables.limits[code];
    const most = limit?.[visit.table];
    if (!limit || units <= most) return [];
    const about = `indicator ${limit.indicator}: ${tables.meaning[limit.indicator]}`;
    const told = `${code}: ${units} units are above the limit of ${most} in the ${visit.table} table of ${limit.asOf} (${about}).`;
    return [`${told} Any amount here counts them all.`];
  });
}

/** @param {Visit} visit @param {Line[]} lines @param {Tables} tables */
function beyondAlwaysTherapy({ discipline }, lines, tables) {
  const codes = new Set(lines.map((line) => line.code).filter((code) => !tables.alwaysTherapy.includes(code)));
  const plan = `${THERAPY_MODIFIER[discipline]} stands on it because the plan is ${discipline}`;
  return [...codes].map((code) => `${code}: nothing that was read shows that it is an always therapy code; ${plan}.`);
}

/** @param {Visit} visit @param {Line[]} lines @param {Tables} tables */
function withThreshold(visit, lines, tables) {
  if (!lines.length) return { lines, priced: null, steps: [], warnings: [], crosses: false };
  const { priced, warnings } = pricedOrWhyNot(visit, lines, tables);
  const answers = (priced?.totals ?? [null]).map((total) => kxFor(visit, total, tables));
  const [kx] = answers;
  let marked = lines;
  if (answers.some(({ needed }) => needed !== kx.needed)) {
    warnings.push("KX is not decided: one of the possible totals is above the threshold and another is not.");
  } else {
    warnings.push(...warnedOf(kx));
    if (kx.needed) marked = lines.map((line) => ({ ...line, modifiers: [...line.modifiers, "KX"] }));
  }
  for (const { code, modifiers } of marked) {
    if (modifiers.length <= MODIFIERS_ON_A_LINE) continue;
    warnings.push(`${code}: a line holds ${MODIFIERS_ON_A_LINE} modifiers, and this one calls for ${modifiers.join(" ")}.`);
  }
  return { lines: marked, priced, steps: [...(priced?.steps ?? []), ...kx.steps], warnings, crosses: kx.crosses };
}

/** What the lines that stand are allowed. @param {Visit} visit @param {Line[]} lines @param {Tables} tables */
function pricedOrWhyNot(visit, lines, tables) {
  const assistants = Object.values(ASSISTANT_MODIFIER);
  const billed = lines
    .filter((line) => line.deniedBy === null)
    .map(({ code, units, modifiers }) => ({ code, units, assistant: modifiers.some((each) => assistants.includes(each)) }));
  /** @type {string[]} */
  const warnings = [];
  if (!billed.length) return { priced: null, warnings };
  try {
    return { priced: price(billed, visit.on, tables.schedule, visit.locality, visit.qualifying), warnings };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { priced: null, warnings: [`Not priced: ${error.message}.`] };
  }
}

/** @typedef {{needed: boolean | null, steps: Step[], crosses: boolean, review: boolean, why: string | null}} Kx */

/** @param {string} why @param {Step[]} before @returns {Kx} */
const notKnown = (why, ...before) => ({
  needed: null,
  steps: [...before, step(`KX is not decided: ${why}.`, "M-04")],
  crosses: false,
  review: false,
  why,
});

/** Whether the visit's lines need KX. @param {Visit} visit @param {bigint | null} added cents @param {Tables} tables @returns {Kx} */
function kxFor({ on, discipline, yearToDate }, added, tables) {
  const year = Number(on.slice(0, 4));
  const threshold = tables.thresholds[year];
  if (!threshold) return notKnown("the threshold of that year is not in the data");
  if (yearToDate === null) return notKnown("the visit does not say what was allowed this year before it");
  const limit = BigInt(discipline === "OT" ? threshold.ot : threshold.pt_and_slp);
  const whose = discipline === "OT" ? "OT" : "PT and SLP together";
  const steps = [step(`The threshold of ${year} for ${whose} is ${dollars(limit)}.`, "M-04", "M-05")];
  if (yearToDate <= limit && added === null) return notKnown("what this visit adds is not known", ...steps);
  const total = yearToDate + (added ?? 0n);
  const needed = total > limit;
  const verdict = needed ? "above the threshold: KX, if the record shows the need" : "not above it: no KX";
  steps.push(step(`${dollars(yearToDate)} before the visit and ${dollars(added ?? 0n)} for it make ${dollars(total)}: ${verdict}.`, "M-03", "M-04"));
  const line = BigInt(threshold.medical_review);
  if (total > line) steps.push(step(`${dollars(total)} is above ${dollars(line)}: Medicare may review.`, "M-06"));
  return { needed, steps, crosses: needed && yearToDate <= limit, review: total > line, why: null };
}

/** @param {Kx} kx */
function warnedOf({ why, review, crosses }) {
  const warnings = why ? [`KX is not decided: ${why}.`] : [];
  if (crosses) {
    warnings.push(
      "The visit itself passes the KX threshold. KX stands on all its lines here; no text that was read says which lines of such a day need it.",
    );
  }
  if (review) warnings.push("The year's total is above the line of targeted medical review; not every claim above it is reviewed.");
  return warnings;
}
