/** A visit becomes a claim under Medicare: the order of macros/rules/claim.py, with KX of modifiers.py. tests/calculator holds the two together. */

import { sharedUnits } from "./assistants.js";
import { editBetween } from "./edits.js";
import { payable } from "./payable.js";
import { price } from "./payment.js";
import { combinations, countUnits, distinct } from "./units.js";

/** @import { Claims, Line, Phrase, Rules, Tables, Treated, Units, Visit } from "./types.js" */
/** @typedef {{steps: Phrase[], warnings: Phrase[]}} Said */

/** Every claim with its price, those that are settled first, and the reasoning. @param {Visit} visit @param {Tables} tables @returns {Claims} */
export function claimFor(visit, tables) {
  const { services, notPayable, ...said } = payable(visit, tables.whoTreats);
  const claims = services.length ? claimsOf({ ...visit, services }, tables, said) : [{ lines: [], price: null, why: [] }];
  const unsettled = claims.flatMap(({ why }) => why)[0] ?? null;
  return { claims, steps: distinct(said.steps), warnings: distinct(said.warnings), unsettled, notPayable: distinct(notPayable) };
}

/** The claims of what may be paid. @param {Visit} visit @param {Tables} tables @param {Said} said @returns {Claims["claims"]} */
function claimsOf(visit, tables, said) {
  const { acceptable, steps } = countUnits(visit.services, "medicare");
  said.steps.push(...steps);
  const drafts = acceptable.map((claim) => {
    const { lines, why } = withAssistants(visit, claim, tables.rules, said);
    withEdits(visit, lines, tables, said);
    said.warnings.push(...ofCodes(visit, claim, tables));
    return { lines, why };
  });
  const priced = drafts.map(({ lines, why }) => ({ lines, price: withThreshold(visit, lines, tables, said), why }));
  return priced.sort((one, other) => Math.sign(one.why.length) - Math.sign(other.why.length));
}

/** The codes of a claim, in the order of the services. @param {Treated[]} services @param {Units} claim */
const codesOf = (services, claim) => [...new Set(services.map(({ code }) => code))].filter((code) => claim[code]);

/**
 * The lines with GP and CQ or their like; a code whose units need the modifier in part stands on two. Units of which that is not
 * settled stand on a line of their own, and `why` says so.
 * @param {Visit} visit @param {Units} claim @param {Rules} rules @param {Said} said @returns {{lines: Line[], why: Phrase[]}}
 */
function withAssistants(visit, claim, rules, { steps }) {
  const { discipline, on, services } = visit;
  const therapy = rules.therapyModifier[discipline];
  const modifier = rules.assistantModifier[discipline] ?? "";
  steps.push({ kind: "PlanModifier", discipline, modifier: therapy });
  /** @type {Line[]} */
  const lines = [];
  /** @type {Phrase[]} */
  const why = [];
  for (const code of codesOf(services, claim)) {
    const given = services.filter((service) => service.code === code);
    const shared = sharedUnits(given, claim[code] ?? 0, on, modifier, rules);
    const { without, marked, open, unsettled } = shared;
    const line = { code, deniedBy: null, openModifier: "" };
    steps.push(...shared.steps);
    if (without && marked && !open) steps.push({ kind: "TwoLines", code, without, marked, modifier });
    if (without) lines.push({ ...line, units: without, modifiers: [therapy] });
    if (marked) lines.push({ ...line, units: marked, modifiers: [therapy, modifier] });
    if (open) lines.push({ ...line, units: open, modifiers: [therapy], openModifier: modifier });
    if (unsettled) why.push(unsettled);
    if (marked) steps.push({ kind: "Beside", modifier, therapy });
  }
  return { lines, why };
}

/** Marks the lines that deny, and those that a modifier keeps. @param {Visit} visit @param {Line[]} lines @param {Tables} tables @param {Said} said */
function withEdits({ on, table, separate }, lines, tables, { steps, warnings }) {
  const { plainSeparate: plain, separateModifier } = tables.rules;
  for (const [first = "", second = ""] of combinations([...new Set(lines.map(({ code }) => code))], 2)) {
    const { denied, opens, ...edit } = editBetween(tables.edits, first, second, on, table);
    steps.push(...edit.steps);
    warnings.push(...edit.warnings);
    if (!denied) continue;
    const because = separate.find(({ codes }) => codes.includes(first) && codes.includes(second))?.because ?? "";
    const modifier = opens && separateModifier[because];
    const beside = denied === first ? second : first;
    if (modifier) steps.push({ kind: "ShownSeparate", first, second, modifier, denied });
    else warnings.push({ kind: opens ? "DeniesUnlessSeparate" : "DeniesAlways", code: denied, beside });
    for (const line of lines.filter(({ code }) => code === denied)) {
      if (!modifier) line.deniedBy ??= beside;
      else if (!line.modifiers.includes(modifier)) line.modifiers.push(modifier);
    }
  }
  const exact = Object.values(separateModifier).filter((modifier) => modifier !== plain);
  for (const line of lines) {
    if (!line.modifiers.includes(plain) || !line.modifiers.some((modifier) => exact.includes(modifier))) continue;
    steps.push({ kind: "ExactPreferred", code: line.code, plain });
    line.modifiers = line.modifiers.filter((modifier) => modifier !== plain);
  }
}

/** What to know of the codes: units above a limit, and codes not known as always therapy. @param {Visit} visit @param {Units} claim @param {Tables} tables */
function ofCodes({ discipline, table, services }, claim, { limits, notAlways, rules }) {
  const counted = Object.entries(claim).map(([code, units]) => ({ kind: "", most: Infinity, ...limits[`${table} ${code}`], units }));
  const modifier = rules.therapyModifier[discipline];
  const listed = codesOf(services, claim).map((code) => ({ kind: notAlways[code] ?? "", code, modifier, discipline }));
  return [...counted.filter(({ units, most }) => units > most), ...listed.filter(({ kind }) => kind)];
}

/** The price of the lines that stand, and KX on the lines. @param {Visit} visit @param {Line[]} lines @param {Tables} tables @param {Said} said */
function withThreshold(visit, lines, tables, { steps, warnings }) {
  if (!lines.length) return null;
  const { modifiersOnALine: most } = tables.rules;
  const standing = lines.filter(({ deniedBy }) => !deniedBy);
  const { priced, why } = standing.length ? price(standing, visit, tables) : { priced: null };
  if (why) warnings.push({ kind: "NotPriced", why });
  const kx = kxFor(visit, priced?.total ?? null, tables);
  const countedWhole = priced?.cut && kx.needed !== null ? [{ kind: "CountedWhole" }] : [];
  steps.push(...(priced?.steps ?? []), ...kx.steps, ...countedWhole);
  warnings.push(...kx.warnings, ...(kx.crosses ? countedWhole : []));
  if (kx.needed) for (const line of lines) line.modifiers.push("KX");
  for (const { code, modifiers } of lines) if (modifiers.length > most) warnings.push({ kind: "Crowded", code, most, modifiers });
  return priced;
}

/** Whether the visit's lines need KX. @param {Visit} visit @param {number | null} added what it adds, if that is known @param {Tables} tables */
function kxFor({ on, discipline, yearToDate: before }, added, { thresholds }) {
  /** @param {string} kind @param {...Phrase} steps */
  const open = (kind, ...steps) => ({ needed: null, crosses: false, steps: [...steps, { kind }], warnings: [{ kind }] });
  const threshold = thresholds[on.slice(0, 4)]?.[discipline];
  if (!threshold) return open("NoThreshold");
  if (before === null) return open("YearNotTold");
  const { amount, review: line, step } = threshold;
  if (before <= amount && added === null) return open("VisitNotPriced", step);
  const total = before + (added ?? 0);
  const needed = total > amount;
  const crosses = needed && before <= amount;
  const kind = needed ? "KxNeeded" : "KxNotNeeded";
  const steps = [step, added === null ? { kind: "AlreadyAbove", before } : { kind, before, visit: added, total }];
  const warnings = crosses ? [{ kind: "CrossesThreshold" }] : [];
  if (total > line) {
    steps.push({ kind: "MayReview", total, line });
    warnings.push({ kind: "AboveReview" });
  }
  return { needed, crosses, steps, warnings };
}
