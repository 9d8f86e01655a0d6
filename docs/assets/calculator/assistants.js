/** Which units an assistant furnished: macros/rules/assistants.py once more. tests/browser/test_claim_builder.py holds the two together. */

import { step } from "./step.js";
import { UNIT_MINUTES } from "./units.js";

const REQUIRED_FROM = "2020-01-01";
const EXCEPTIONS_FROM = "2022-01-01";

/** @param {number} therapist @param {number} assistant */
const moreThanATenth = (therapist, assistant) => 10 * assistant > therapist + assistant;

/** @param {number} low @param {number} minutes @param {number} high */
const between = (low, minutes, high) => low <= minutes && minutes <= high;

/**
 * Part the billed units of one timed code into those without and with the modifier; both null where no source settles it.
 * @param {number} units @param {number} therapist @param {number} assistant minutes of each
 * @param {string} on the service date
 */
export function splitUnits(units, therapist, assistant, on) {
  if (on < REQUIRED_FROM) return { without: units, withModifier: 0, steps: [step("Before 2020 no assistant modifier was required.", "T-04")] };
  const own = Math.floor(therapist / UNIT_MINUTES);
  const rest = therapist % UNIT_MINUTES;
  const theirs = Math.floor(assistant / UNIT_MINUTES);
  const assistants = assistant % UNIT_MINUTES;
  const left = units - own - theirs;
  const steps = [];
  if (own || theirs) steps.push(step(`Full 15-minute blocks go to whoever gave them: ${own} by the therapist, ${theirs} by the assistant.`, "A-01"));
  if (left === 0) return { without: own, withModifier: theirs, steps };
  const given = `therapist ${rest} minutes, assistant ${assistants}`;
  if (left === 1) {
    const last = lastUnit(rest, assistants, given, on >= EXCEPTIONS_FROM);
    return { without: own + (last.modifier ? 0 : 1), withModifier: theirs + (last.modifier ? 1 : 0), steps: [...steps, last.step] };
  }
  const together = rest + assistants;
  if (on >= EXCEPTIONS_FROM && between(9, rest, 14) && between(9, assistants, 14) && between(23, together, 28)) {
    const text = `Two units left and ${given}, ${together} together: one with the modifier and one without.`;
    return { without: own + 1, withModifier: theirs + 1, steps: [...steps, step(text, "T-06")] };
  }
  const unsettled = `two units are left, with ${given}, and no source says how to part them`;
  return { without: null, withModifier: null, steps: [...steps, step(`Unsettled: ${unsettled}.`, "A-05")], unsettled };
}

/** Whether an untimed service needs the modifier. @param {number} therapist @param {number} assistant @param {string} on */
export const untimedNeedsModifier = (therapist, assistant, on) => on >= REQUIRED_FROM && moreThanATenth(therapist, assistant);

/** @param {number} rest @param {number} assistants @param {string} given @param {boolean} exceptions */
function lastUnit(rest, assistants, given, exceptions) {
  const said = `One unit left: ${given}`;
  if (assistants === 0) return { step: step(`${said}. The assistant had no part in it: no modifier.`, "A-02"), modifier: false };
  if (exceptions && rest >= 8) return { step: step(`${said}. The therapist gave 8 minutes or more of it: no modifier.`, "T-06"), modifier: false };
  const modifier = moreThanATenth(rest, assistants);
  const share = `${assistants} of ${rest + assistants} minutes are ${modifier ? "more" : "not more"} than 10 percent`;
  return { step: step(`${said}; ${share}: ${modifier ? "the" : "no"} modifier.`, "T-05", "A-03"), modifier };
}
