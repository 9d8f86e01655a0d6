/**
 * When a skill is due again. A skill is a scenario: it comes back with other numbers. Nothing of the schedule is kept: it is
 * worked out of the answers, by FSRS as the library ts-fsrs has it, in whole days of the reader's calendar. A right answer is
 * graded Good, one after a hint Hard, a wrong one Again.
 */

import { Rating, fsrs } from "../vendor/ts-fsrs.js";
import { BOXES, dayNumber, own, read, skillOf } from "./store.js";

/** @typedef {import("./types.js").Outcome} Outcome */
/** @typedef {import("./types.js").Stored} Stored */

/**
 * @typedef {object} Card a skill as it stands in the schedule
 * @property {string} skill
 * @property {string} topic
 * @property {number} due the day, as `dayNumber` counts them
 * @property {boolean} solid whether it is known so well that it can wait a week
 */

/** Days that a skill waits at most: the rules change with the year. */
const LONGEST = 180;
const SOLID = 7;

// By whole days: without steps of minutes, and without chance, so that every browser works out the same.
const scheduler = fsrs({ enable_fuzz: false, enable_short_term: false, maximum_interval: LONGEST });

/** @type {Record<Outcome, Rating>} */
const GRADES = { wrong: Rating.Again, helped: Rating.Hard, right: Rating.Good };

/** @typedef {{stability: number, difficulty: number, on: number, due: number}} Memory how well a skill is known, and since when */

/**
 * A skill as an earlier version of this site left it, in a box with a day on which it is due: as well known as that box waits.
 * @param {number} box @param {number} due in milliseconds
 * @returns {Memory & {when: number}}
 */
function ofBox(box, due) {
  const missed = scheduler.next_state(null, 0, Rating.Again);
  const days = BOXES[box] ?? 0;
  const when = due - days * 86_400_000;
  return { when, on: dayNumber(when), due: dayNumber(due), difficulty: missed.difficulty, stability: Math.max(missed.stability, days) };
}

/** How well a skill is known after one more answer. @param {Memory | undefined} before @param {number} when @param {Outcome} outcome @returns {Memory} */
function after(before, when, outcome) {
  const on = dayNumber(when);
  const state = scheduler.next_state(before ?? null, before ? Math.max(0, on - before.on) : 0, GRADES[outcome]);
  return { ...state, on, due: on + scheduler.next_interval(state.stability, 0) };
}

/** Every skill that was answered, by what is remembered. @param {Stored} [stored] @returns {Card[]} */
export function cards({ items, skills = {} } = read()) {
  /** @type {Map<string, {topic: string, last: number, begun?: Memory & {when: number}}>} */
  const known = new Map();
  for (const [id, { topic, last, box, due }] of Object.entries(items)) {
    const skill = skillOf(id);
    const before = known.get(skill);
    const left = box === undefined || due === undefined ? undefined : ofBox(box, due);
    const other = before?.begun;
    // Of several questions of one skill that were missed, the one that was due first counts.
    const begun = left && other ? (left.due <= other.due ? left : other) : (left ?? other);
    // A skill that two topics ask for, its own and that of past years, is of the one where it was answered last.
    const newest = before && (before.last > last || (before.last === last && before.topic < topic)) ? before : { topic, last };
    known.set(skill, { topic: newest.topic, last: newest.last, ...(begun && { begun }) });
  }
  return [...known].flatMap(([skill, { topic, begun }]) => {
    /** @type {Memory | undefined} */
    let memory = begun;
    const answers = [...(own(skills, skill) ?? [])].sort(([one], [other]) => one - other);
    for (const [when, outcome] of answers) if (!begun || when > begun.when) memory = after(memory, when, outcome);
    return memory ? [{ skill, topic, due: memory.due, solid: memory.due - memory.on >= SOLID }] : [];
  });
}

/** What is due on a day, or was before it; the longest due first. @param {Card[]} all @param {number} day */
export const dueBy = (all, day) => all.filter(({ due }) => due <= day).sort((one, other) => one.due - other.due || (one.skill < other.skill ? -1 : 1));

/** How many skills are due today, and how many more tomorrow. @param {Card[]} all @param {number} now */
export function coming(all, now) {
  const today = dueBy(all, dayNumber(now)).length;
  return { today, tomorrow: dueBy(all, dayNumber(now) + 1).length - today };
}

/** The share of a topic's skills from which on all of it counts as solid. */
const ENOUGH = 0.75;

/** @typedef {{due: number, met: number, solid: number, word: "New" | "Learning" | "Solid"}} Standing how many of a topic's skills are due, tried and solid */

/**
 * How a topic stands.
 * @param {Card[]} all those of the topic @param {number} skills how many it has @param {number} now
 * @returns {Standing}
 */
export function standing(all, skills, now) {
  const solid = all.filter((card) => card.solid).length;
  const word = !all.length ? "New" : solid >= ENOUGH * skills ? "Solid" : "Learning";
  return { due: dueBy(all, dayNumber(now)).length, met: all.length, solid, word };
}
