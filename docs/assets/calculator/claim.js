/** A visit becomes a claim under Medicare: the order of macros/rules/claim.py, with KX of modifiers.py. tests/calculator holds the two together. */

import { splitUnits, untimedNeedsModifier } from "./assistants.js";
import { editBetween } from "./edits.js";
import { payable } from "./payable.js";
import { price, Unpriced } from "./payment.js";
import { countUnits } from "./units.js";

/**
 * @typedef {"PT" | "OT" | "SLP"} Discipline
 * @typedef {import("./sentences.js").Phrase} Phrase
 * @typedef {import("./payment.js").Price} Price
 * @typedef {import("./payable.js").Service} Service
 *
 * @typedef {object} Visit dollars are whole cents
 * @property {string} on the service date
 * @property {Service[]} services
 * @property {Discipline} discipline
 * @property {string} setting
 * @property {"practitioner" | "hospital"} table
 * @property {number | null} yearToDate what was allowed this year before the visit
 * @property {string} locality
 * @property {boolean} qualifying
 * @property {{codes: string[], because: string}[]} separate
 *
 * @typedef {object} Rules the constants of macros/rules
 * @property {string} assistantRequiredFrom
 * @property {string} assistantExceptionsFrom
 * @property {number} modifierAbovePercent
 * @property {number} therapistMinutesOfTheLastUnit
 * @property {[number, number]} eachInTheException
 * @property {[number, number]} togetherInTheException
 * @property {Record<Discipline, string>} therapyModifier
 * @property {Partial<Record<Discipline, string>>} assistantModifier
 * @property {Record<string, string>} separateModifier the modifier for each reason
 * @property {string} plainSeparate 59
 * @property {number} modifiersOnALine
 * @property {string} eitherLineFrom
 * @property {[string, string]} rewritten the days whose edits were removed back to their first day
 * @property {Record<string, string>} meaningOfLimit what an indicator of the limits says
 * @property {string} halved
 * @property {string} medicareShare
 * @property {string} assistantShare
 * @property {string} assistantShareFrom
 *
 * @typedef {object} Tables
 * @property {Rules} rules
 * @property {import("./sentences.js").Kinds} says
 * @property {Record<string, {pt_and_slp: number, ot: number, medical_review: number}>} thresholds in cents, by year
 * @property {Record<string, {most: number, indicator: number, asOf: string}>} limits by table and code, with a space between
 * @property {import("./payment.js").FeeSchedule} schedule
 * @property {import("./edits.js").EditTable} edits
 * @property {import("./payable.js").WhoTreats} whoTreats
 * @property {string[]} alwaysTherapy the codes that were read as always therapy
 * @property {string[]} sometimesTherapy the codes of the sometimes therapy list
 * @property {Record<string, Phrase>} notPaidAsIs why Medicare does not pay a code as it is
 *
 * @typedef {{code: string, units: number, modifiers: string[], deniedBy: string | null}} Line
 * @typedef {{steps: Phrase[], warnings: Phrase[]}} Said
 */

/**
 * Every acceptable claim, with its price, and the reasoning. `openable` are the pairs whose edit a modifier would override.
 * @param {Visit} whole @param {Tables} tables
 */
export function claimFor(whole, tables) {
  const { services, notPayable: refusals, steps, warnings } = payable(whole, tables.whoTreats);
  const visit = { ...whole, services };
  const notPayable = once({ steps: [], warnings: refusals }).warnings;
  /** @type {Set<string>} */
  const openable = new Set();
  if (!services.length) return { acceptable: [[]], prices: [null], ...once({ steps, warnings }), unsettled: null, crosses: false, openable, notPayable };
  const units = countUnits(services, "medicare");
  /** @type {Said} */
  const said = { steps: [...steps, ...units.steps], warnings: [...warnings] };
  /** @type {Line[][]} */
  const claims = [];
  for (const claim of units.acceptable) {
    const { lines, unsettled } = withAssistants(visit, claim, tables.rules, said);
    if (unsettled) return { acceptable: [], prices: [], ...once(said), unsettled, crosses: false, openable, notPayable };
    said.warnings.push(...lines.flatMap(({ code }) => tables.notPaidAsIs[code] ?? []));
    withEdits(visit, lines, tables, said, openable);
    said.warnings.push(...overLimits(visit, claim, tables), ...notKnownAsTherapy(visit, lines, tables));
    claims.push(lines);
  }
  const finished = claims.map((lines) => withThreshold(visit, lines, tables, said));
  return {
    acceptable: claims,
    prices: finished.map(({ priced }) => priced),
    ...once(said),
    unsettled: null,
    crosses: finished.some(({ crosses }) => crosses),
    openable,
    notPayable,
  };
}

/** What was said several times, said once. @param {Said} said @returns {Said} */
function once({ steps, warnings }) {
  /** @param {Phrase[]} phrases */
  const each = (phrases) => [...new Map(phrases.map((phrase) => [JSON.stringify(phrase), phrase])).values()];
  return { steps: each(steps), warnings: each(warnings) };
}

/**
 * The lines with GP and CQ or their like; a code whose units need the modifier in part stands on two.
 * @param {Visit} visit @param {Record<string, number>} claim @param {Rules} rules @param {Said} said
 * @returns {{lines: Line[], unsettled?: Phrase}}
 */
function withAssistants({ discipline, on, services }, claim, rules, { steps }) {
  const therapy = rules.therapyModifier[discipline];
  const modifier = rules.assistantModifier[discipline] ?? "";
  steps.push({ kind: "PlanModifier", discipline, modifier: therapy });
  /** @type {Line[]} */
  const lines = [];
  for (const code of new Set(services.map((service) => service.code))) {
    const units = claim[code];
    if (units === undefined) continue;
    const given = services.filter((service) => service.code === code);
    const minutes = given.reduce((total, service) => total + service.minutes, 0);
    const assistant = given.reduce((total, service) => total + service.assistant, 0);
    let [without, marked] = [units, 0];
    if (assistant && given[0].timed) {
      const parted = splitUnits(code, units, minutes - assistant, assistant, on, rules);
      steps.push(...parted.steps);
      if (parted.unsettled) return { lines: [], unsettled: parted.unsettled };
      ({ without, marked } = parted);
    } else if (assistant && untimedNeedsModifier(assistant, minutes, on, rules) === null) {
      const unsettled = { kind: "WaysDiffer", code, assistant, minutes };
      steps.push(unsettled);
      return { lines: [], unsettled };
    } else if (assistant && untimedNeedsModifier(assistant, minutes, on, rules)) {
      [without, marked] = [0, units];
      steps.push({ kind: "UntimedMarked", code, assistant, minutes, modifier });
    } else if (assistant) {
      steps.push(on < rules.assistantRequiredFrom ? { kind: "NotYetRequired", code } : { kind: "UntimedUnmarked", code, assistant, minutes });
    }
    if (without && marked) steps.push({ kind: "TwoLines", code, without, marked, modifier });
    if (without) lines.push({ code, units: without, modifiers: [therapy], deniedBy: null });
    if (marked) lines.push({ code, units: marked, modifiers: [therapy, modifier], deniedBy: null });
    if (marked) steps.push({ kind: "Beside", modifier, therapy });
  }
  return { lines };
}

/** Steps on a single run of an edit, which a pair without an edit does without. */
const RUNS = ["EditRun", "InferredRun", "DeletedRun"];

/** Marks the lines that deny, and those that a modifier keeps. @param {Visit} visit @param {Line[]} lines @param {Tables} tables @param {Said} said @param {Set<string>} openable */
function withEdits({ on, table, separate }, lines, { edits, rules }, { steps, warnings }, openable) {
  const codes = [...new Set(lines.map((line) => line.code))];
  for (const [first, second] of codes.flatMap((one, i) => codes.slice(i + 1).map((other) => [one, other]))) {
    const answer = editBetween(edits, first, second, on, table, rules);
    if (answer.unsettled) warnings.push(answer.unsettled);
    else if (!answer.active) steps.push(...answer.steps.filter(({ kind }) => !RUNS.includes(kind)));
    else {
      steps.push(...answer.steps);
      if (answer.opens) openable.add(`${first} ${second}`);
      const denied = lines.filter((line) => line.code === answer.denies);
      const because = separate.find(({ codes: pair }) => pair.includes(first) && pair.includes(second))?.because;
      if (answer.opens && because) {
        const modifier = rules.separateModifier[because];
        steps.push({ kind: "ShownSeparate", first, second, modifier, denied: answer.denies });
        for (const line of denied) line.modifiers = [...new Set([...line.modifiers, modifier])];
      } else {
        const beside = answer.denies === first ? second : first;
        warnings.push({ kind: answer.opens ? "DeniesUnlessSeparate" : "DeniesAlways", code: answer.denies, beside });
        for (const line of denied) line.deniedBy ??= beside;
      }
    }
  }
  const plain = rules.plainSeparate;
  const exact = Object.values(rules.separateModifier).filter((modifier) => modifier !== plain);
  for (const line of lines) {
    if (!line.modifiers.includes(plain) || !line.modifiers.some((modifier) => exact.includes(modifier))) continue;
    steps.push({ kind: "ExactPreferred", code: line.code, plain });
    line.modifiers = line.modifiers.filter((modifier) => modifier !== plain);
  }
}

/** @param {Visit} visit @param {Record<string, number>} claim @param {Tables} tables @returns {Phrase[]} */
function overLimits({ table }, claim, { limits, rules }) {
  const over = Object.entries(claim).filter(([code, units]) => units > (limits[`${table} ${code}`]?.most ?? Infinity));
  return over.map(([code, units]) => {
    const { indicator, asOf, most } = limits[`${table} ${code}`];
    return { kind: "OverLimit", code, units, most, table, read: asOf, indicator, meaning: rules.meaningOfLimit[indicator] };
  });
}

/** @param {Visit} visit @param {Line[]} lines @param {Tables} tables @returns {Phrase[]} */
function notKnownAsTherapy({ discipline }, lines, { alwaysTherapy, sometimesTherapy, rules }) {
  const codes = new Set(lines.map((line) => line.code).filter((code) => !alwaysTherapy.includes(code)));
  const modifier = rules.therapyModifier[discipline];
  return [...codes].map((code) =>
    sometimesTherapy.includes(code) ? { kind: "SometimesTherapy", code, modifier, discipline } : { kind: "NotKnownAsTherapy", code, modifier, discipline },
  );
}

/** The price of the lines, and KX on them. @param {Visit} visit @param {Line[]} lines @param {Tables} tables @param {Said} said */
function withThreshold(visit, lines, tables, { steps, warnings }) {
  if (!lines.length) return { priced: null, crosses: false };
  const { priced, why } = pricedOrWhyNot(visit, lines, tables);
  if (why) warnings.push({ kind: "NotPriced", why });
  const kx = kxFor(visit, priced?.total ?? null, tables);
  const countedWhole = priced?.cut && kx.needed !== null ? [{ kind: "CountedWhole" }] : [];
  steps.push(...(priced?.steps ?? []), ...kx.steps, ...countedWhole);
  if (kx.unsettled) warnings.push(kx.unsettled);
  if (kx.crosses) warnings.push({ kind: "CrossesThreshold" });
  if (kx.review) warnings.push({ kind: "AboveReview" });
  if (kx.crosses) warnings.push(...countedWhole);
  if (kx.needed) for (const line of lines) line.modifiers.push("KX");
  for (const { code, modifiers } of lines) {
    if (modifiers.length > tables.rules.modifiersOnALine) warnings.push({ kind: "Crowded", code, most: tables.rules.modifiersOnALine, modifiers });
  }
  return { priced, crosses: kx.crosses };
}

/** What the lines that stand are allowed. @param {Visit} visit @param {Line[]} lines @param {Tables} tables @returns {{priced: Price | null, why?: Phrase}} */
function pricedOrWhyNot({ on, locality, qualifying }, lines, { schedule, rules }) {
  const marks = Object.values(rules.assistantModifier);
  const billed = lines
    .filter(({ deniedBy }) => deniedBy === null)
    .map(({ code, units, modifiers }) => ({ code, units, assistant: modifiers.some((modifier) => marks.includes(modifier)) }));
  if (!billed.length) return { priced: null };
  try {
    return { priced: price(billed, on, schedule, locality, qualifying, rules) };
  } catch (error) {
    if (!(error instanceof Unpriced)) throw error;
    return { priced: null, why: error.why };
  }
}

/**
 * Whether the visit's lines need KX; `visit` is what it adds, in cents.
 * @param {Visit} visit @param {number | null} added @param {Tables} tables
 * @returns {{needed: boolean | null, steps: Phrase[], crosses: boolean, review: boolean, unsettled?: Phrase}}
 */
function kxFor({ on, discipline, yearToDate: before }, added, { thresholds }) {
  const year = Number(on.slice(0, 4));
  const threshold = thresholds[year];
  /** @param {string} kind @param {...Phrase} steps */
  const open = (kind, ...steps) => ({ needed: null, steps: [...steps, { kind }], crosses: false, review: false, unsettled: { kind } });
  if (!threshold) return open("NoThreshold");
  if (before === null) return open("YearNotTold");
  const [kind, amount] = discipline === "OT" ? ["OtThresholdOfYear", threshold.ot] : ["ThresholdOfYear", threshold.pt_and_slp];
  const ofYear = { kind, year, amount };
  if (before <= amount && added === null) return open("VisitNotPriced", ofYear);
  const line = threshold.medical_review;
  const total = before + (added ?? 0);
  const needed = total > amount;
  const review = total > line;
  const steps = [ofYear, added === null ? { kind: "AlreadyAbove", before } : { kind: needed ? "KxNeeded" : "KxNotNeeded", before, visit: added, total }];
  return { needed, steps: review ? [...steps, { kind: "MayReview", total, line }] : steps, crosses: needed && before <= amount, review };
}
