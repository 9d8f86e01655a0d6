/** Which units an assistant provided: the arithmetic of macros/rules/assistants.py. tests/calculator holds the two together. */

import { UNIT_MINUTES } from "./units.js";

/**
 * @typedef {import("./sentences.js").Phrase} Phrase
 * @typedef {import("./claim.js").Rules} Rules
 */

/** @param {[number, number]} range @param {number} minutes */
const between = ([low, high], minutes) => low <= minutes && minutes <= high;

/** Whether the assistant's share calls for the modifier; null where the ways to work it out differ. @param {number} assistant @param {number} minutes @param {Rules} rules */
function tooLarge(assistant, minutes, { modifierAbovePercent: most }) {
  const exact = 100 * assistant > most * minutes;
  const byPercent = Math.floor((200 * assistant + minutes) / (2 * minutes)) > most;
  const byMinutes = assistant > Math.floor((2 * most * minutes + 100) / 200);
  return exact === byPercent && exact === byMinutes ? exact : null;
}

/**
 * Part the billed units of one timed code into those without and with the modifier.
 * @param {string} code @param {number} units @param {number} therapist @param {number} assistant minutes of each
 * @param {string} on the service date @param {Rules} rules
 * @returns {{without: number, marked: number, steps: Phrase[], unsettled?: Phrase}}
 */
export function splitUnits(code, units, therapist, assistant, on, rules) {
  if (on < rules.assistantRequiredFrom) return { without: units, marked: 0, steps: [{ kind: "NotYetRequired", code }] };
  const [own, theirs] = [therapist, assistant].map((minutes) => Math.floor(minutes / UNIT_MINUTES));
  const rest = { therapist: therapist % UNIT_MINUTES, assistant: assistant % UNIT_MINUTES };
  const minutes = rest.therapist + rest.assistant;
  const exceptions = on >= rules.assistantExceptionsFrom;
  const steps = own || theirs ? [{ kind: "OwnBlocks", code, therapist: own, assistant: theirs }] : [];
  /** @param {number} more units without @param {number} marked units with the modifier @param {Phrase} step */
  const parted = (more, marked, step) => ({ without: own + more, marked: theirs + marked, steps: [...steps, step] });

  const left = units - own - theirs;
  if (left === 0) return { without: own, marked: theirs, steps };
  if (left === 1) {
    if (!rest.assistant) return parted(1, 0, { kind: "NoPart", code, therapist: rest.therapist });
    if (exceptions && rest.therapist >= rules.therapistMinutesOfTheLastUnit) return parted(1, 0, { kind: "EightMinutes", code, ...rest });
    const more = tooLarge(rest.assistant, minutes, rules);
    const of = { code, assistant: rest.assistant, minutes };
    if (more === null) return { ...parted(0, 0, { kind: "WaysDiffer", ...of }), unsettled: { kind: "WaysDiffer", ...of } };
    return more ? parted(0, 1, { kind: "MoreThanTenth", ...of }) : parted(1, 0, { kind: "NotMoreThanTenth", ...of });
  }
  const each = [rest.therapist, rest.assistant].every((part) => between(rules.eachInTheException, part));
  if (exceptions && each && between(rules.togetherInTheException, minutes)) return parted(1, 1, { kind: "OneOfTwo", code, ...rest, together: minutes });
  const unsettled = { kind: "NoWayToDivide", code, ...rest };
  return { ...parted(0, 0, unsettled), unsettled };
}

/** Whether an untimed service needs the modifier; null where that is not settled. @param {number} assistant @param {number} minutes all of them @param {string} on @param {Rules} rules */
export const untimedNeedsModifier = (assistant, minutes, on, rules) => on >= rules.assistantRequiredFrom ? tooLarge(assistant, minutes, rules) : false;
