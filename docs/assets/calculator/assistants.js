/** Which units an assistant provided: the arithmetic of macros/rules/assistants.py. tests/calculator holds the two together. */

import { sum, UNIT_MINUTES } from "./units.js";

/** @import { LastUnits, Phrase, Rules, Treated } from "./types.js" */
/** @typedef {{without: number, marked: number, open: number, steps: Phrase[], unsettled?: Phrase}} SplitUnits units without and with the modifier, and those of which that is open */

/**
 * Part the billed units of one code, timed or not, by the minutes of the day's services of that code.
 * @param {Treated[]} services @param {number} units @param {string} on @param {string} modifier @param {Rules} rules @returns {SplitUnits}
 */
export function sharedUnits(services, units, on, modifier, rules) {
  const { code = "", timed } = services[0] ?? {};
  const minutes = sum(services.map((service) => service.minutes));
  const assistant = sum(services.map((service) => service.assistant));
  const last = rules.lastUnits.findLast(({ since }) => since <= on);
  const unmarked = { without: units, marked: 0, open: 0 };
  if (!assistant) return { ...unmarked, steps: [] };
  if (!last) return { ...unmarked, steps: [{ kind: "NotYetRequired", code }] };
  if (timed) return splitUnits(code, units, [minutes - assistant, assistant], last);
  const more = moreThanTenth(assistant, minutes, rules.modifierAbovePercent);
  const differ = { kind: "WaysDiffer", code, therapist: minutes - assistant, assistant, together: minutes };
  if (more === null) return { without: 0, marked: 0, open: units, steps: [differ], unsettled: differ };
  if (!more) return { ...unmarked, steps: [{ kind: "UntimedUnmarked", code, assistant, minutes }] };
  return { without: 0, marked: units, open: 0, steps: [{ kind: "UntimedMarked", code, assistant, minutes, modifier }] };
}

/** Whether the assistant's share calls for the modifier; null where the ways to work it out differ. @param {number} assistant @param {number} minutes @param {number} most percent */
function moreThanTenth(assistant, minutes, most) {
  const exact = 100 * assistant > most * minutes;
  const byPercent = Math.floor((200 * assistant + minutes) / (2 * minutes)) > most;
  const byMinutes = assistant > Math.floor((2 * most * minutes + 100) / 200);
  return exact === byPercent && exact === byMinutes ? exact : null;
}

/** Part the units of one timed code. @param {string} code @param {number} units @param {[number, number]} minutes the therapist's and the assistant's @param {LastUnits} last @returns {SplitUnits} */
function splitUnits(code, units, minutes, last) {
  const [own = 0, theirs = 0] = minutes.map((part) => Math.floor(part / UNIT_MINUTES));
  const [therapist = 0, assistant = 0] = minutes.map((part) => part % UNIT_MINUTES);
  const steps = own || theirs ? [{ kind: "OwnBlocks", code, therapist: own, assistant: theirs }] : [];
  const left = units - own - theirs;
  if (!left) return { without: own, marked: theirs, open: 0, steps };
  const kind = last.kinds[left]?.[therapist]?.[assistant] ?? "";
  const reason = { kind, code, therapist, assistant, together: therapist + assistant };
  const marked = last.marked[kind] ?? null;
  if (marked === null) return { without: own, marked: theirs, open: left, steps: [...steps, reason], unsettled: reason };
  return { without: own + left - marked, marked: theirs + marked, open: 0, steps: [...steps, reason] };
}
