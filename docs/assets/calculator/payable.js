/** Which services of a visit Medicare pays at all: macros/rules/payable.py, whose verdicts come with the tables. tests/calculator holds the two together. */

/**
 * @typedef {import("./sentences.js").Phrase} Phrase
 * @typedef {{code: string, minutes: number, assistant: number, timed: boolean, treatedBy?: string | null}} Service
 *
 * @typedef {{answer: string, why: Phrase[]}} Verdict on somebody who is not the plan's own therapist
 *
 * @typedef {object} WhoTreats
 * @property {Record<string, string>} own the therapist of each discipline's plan
 * @property {Record<string, Record<string, Verdict>>} others by who treated, and the discipline or the setting
 * @property {Record<string, Record<string, Verdict>>} ofCode by the code, and who treated: verdicts for that code alone
 * @property {Record<string, Record<string, Phrase>>} otherPlan by the code, and the discipline whose plan Medicare does not take it under
 * @property {string[]} evaluations
 * @property {Phrase} assistantMayNot evaluate
 */

/**
 * The services that may be paid. Minutes of an assistant stay where those of whoever treated besides cannot be paid.
 * @template {Service} T
 * @param {{services: T[], discipline: string, setting: string}} visit @param {WhoTreats} who
 */
export function payable({ services, discipline, setting }, who) {
  /** @type {T[]} */
  const found = [];
  /** @type {Phrase[]} */
  const notPayable = [];
  /** @type {Map<string, {kind: string, codes: string[], who: string, why: Phrase[]}>} */
  const depends = new Map();
  for (const service of services) {
    const { code, treatedBy } = service;
    const refused = who.otherPlan[code]?.[discipline];
    const own = !treatedBy || treatedBy === who.own[discipline];
    const verdict = own ? null : (who.ofCode[code]?.[treatedBy] ?? who.others[treatedBy][discipline] ?? who.others[treatedBy][setting]);
    if (refused) notPayable.push({ kind: "NotPayable", code, why: [refused] });
    else if (verdict?.answer === "not allowed") {
      notPayable.push({ kind: "NotPayable", code, why: verdict.why });
      if (service.assistant) found.push({ ...service, minutes: service.assistant });
    } else {
      if (verdict) {
        const key = JSON.stringify([treatedBy, verdict.why]);
        const before = depends.get(key) ?? { kind: "DependsOnWho", codes: [], who: treatedBy.replaceAll("-", " "), why: verdict.why };
        if (!before.codes.includes(code)) before.codes.push(code);
        depends.set(key, before);
      }
      found.push(service);
    }
  }
  /** @param {string} code @param {"minutes" | "assistant"} part */
  const total = (code, part) => found.filter((service) => service.code === code).reduce((sum, service) => sum + service[part], 0);
  const shared = [...new Set(found.map(({ code }) => code))].filter((code) => who.evaluations.includes(code) && total(code, "assistant"));
  const byAssistant = shared.filter((code) => total(code, "assistant") === total(code, "minutes"));
  notPayable.push(...byAssistant.map((code) => ({ kind: "NotPayable", code, why: [who.assistantMayNot] })));
  const inPart = shared.filter((code) => !byAssistant.includes(code));
  const warnings = [...depends.values(), ...inPart.map((code) => ({ kind: "EvaluationShared", code, assistant: total(code, "assistant") }))];
  const kept = found
    .filter(({ code }) => !byAssistant.includes(code))
    .map((service) => (inPart.includes(service.code) ? { ...service, minutes: service.minutes - service.assistant, assistant: 0 } : service));
  const steps = [...notPayable, ...depends.values()].flatMap(({ why }) => /** @type {Phrase[]} */ (why));
  return { services: kept, notPayable, steps, warnings };
}
