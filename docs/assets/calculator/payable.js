/** Which services of a visit Medicare pays at all: macros/rules/payable.py, whose verdicts come with the tables. tests/calculator holds the two together. */

import { lookUp } from "../finder/lookup.js";
import { sum } from "./units.js";

/** @import { Phrase, Treated, Visit, WhoTreats } from "./types.js" */
/** @typedef {{services: Treated[], notPayable: Phrase[], steps: Phrase[], warnings: Phrase[]}} Payable */

/** The services that may be paid. Minutes of an assistant stay where those of whoever treated besides cannot be paid. @param {Visit} visit @param {WhoTreats} who @returns {Payable} */
export function payable({ services, discipline, setting }, who) {
  /** @type {Treated[]} */
  const kept = [];
  /** @type {Phrase[]} */
  const notPayable = [];
  /** @type {Map<string, {kind: string, codes: string[], who: string, why: Phrase[]}>} */
  const depends = new Map();
  /** @type {Set<string>} codes that somebody else than a therapist of the plan treated */
  const ofOthers = new Set();
  for (const service of services) {
    const { code, treatedBy } = service;
    const { refusal, why, assistantStays, byAnother } = lookUp(who.verdicts, { code, discipline, treatedBy, setting });
    if (refusal) notPayable.push({ kind: refusal, code, why });
    if (!refusal) kept.push(service);
    else if (assistantStays && service.assistant) kept.push({ ...service, minutes: service.assistant });
    if (byAnother) ofOthers.add(code);
    if (refusal || !why.length) continue;
    const key = JSON.stringify([treatedBy, why]);
    const codes = depends.get(key)?.codes ?? [];
    depends.set(key, { kind: "DependsOnWho", codes: [...new Set([...codes, code])], who: who.words[treatedBy] ?? "", why });
  }

  for (const code of ofOthers) {
    const minutes = sum(kept.filter((service) => service.code === code).map(({ assistant }) => assistant));
    if (minutes) notPayable.push({ kind: "AssistantNotPayable", code, why: [who.assistantWithout], minutes });
  }
  const alone = kept.flatMap((service) => {
    const { code, minutes, assistant } = service;
    if (!ofOthers.has(code) || !assistant) return service;
    return minutes > assistant ? { ...service, minutes: minutes - assistant, assistant: 0 } : [];
  });

  /** @type {Phrase[]} */
  const shared = [];
  const paid = alone.flatMap((service) => {
    const { code, minutes, assistant } = service;
    const same = who.evaluations.includes(code) ? alone.filter((other) => other.code === code) : [];
    const theirs = sum(same.map((other) => other.assistant));
    if (!theirs) return service;
    if (theirs < sum(same.map((other) => other.minutes))) {
      shared.push({ kind: "EvaluationShared", code, assistant: theirs });
      return { ...service, minutes: minutes - assistant, assistant: 0 };
    }
    notPayable.push({ kind: "NotPayable", code, why: [who.assistantMayNot] });
    return [];
  });
  const steps = [...notPayable, ...depends.values()].flatMap(({ why }) => /** @type {Phrase[]} */ (why));
  return { services: paid, notPayable, steps, warnings: [...depends.values(), ...shared] };
}
