/** Which services of a visit Medicare pays at all: macros/rules/payable.py, whose verdicts come with the tables. tests/calculator holds the two together. */

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
    const noLine = who.noLine[code];
    if (noLine) {
      notPayable.push({ kind: "OnNoLine", code, why: [noLine] });
      continue;
    }
    const otherPlan = who.otherPlan[code]?.[discipline];
    const others = who.ofCode[code]?.[treatedBy] ?? who.others[treatedBy];
    const verdict = others?.[discipline] ?? others?.[setting];
    const why = otherPlan ? [otherPlan] : (verdict?.why ?? []);
    if (otherPlan || verdict?.answer === "not allowed") {
      notPayable.push({ kind: "NotPayable", code, why });
      if (service.assistant && !otherPlan) kept.push({ ...service, minutes: service.assistant });
      continue;
    }
    kept.push(service);
    if (verdict) ofOthers.add(code);
    const key = JSON.stringify([treatedBy, why]);
    const codes = depends.get(key)?.codes ?? [];
    if (why.length) depends.set(key, { kind: "DependsOnWho", codes: [...new Set([...codes, code])], who: who.words[treatedBy] ?? treatedBy, why });
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
