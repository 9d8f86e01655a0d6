/** Runs the schedule of the practice pages in node. Reads JSON lines, [what, ...arguments], and writes a line with each result. */

import { createInterface } from "node:readline";
import { daysInARow } from "./quiz/home.js";
import { cards, coming, dueBy, standing } from "./quiz/schedule.js";
import { dayName, dayNumber, erase, merge, parsed, read, record } from "./quiz/store.js";
import { Rating, fsrs } from "./vendor/ts-fsrs.js";

/** The intervals of the library as it is delivered, without our settings, where each review comes on the day it is due. */
function intervals(grades) {
  const scheduler = fsrs({ enable_fuzz: false });
  let memory = null;
  let days = 0;
  return grades.map((grade) => {
    memory = scheduler.next_state(memory, days, Rating[grade]);
    days = scheduler.next_interval(memory.stability, 0);
    return days;
  });
}

/** What is remembered after these answers, and after others are merged in. */
function remembered(answers, ...others) {
  erase();
  for (const [answer, when] of answers) record(answer, when);
  for (const other of others) merge(parsed(JSON.stringify(other)));
  return read();
}

const ASKED = {
  cards,
  coming: (stored, now) => coming(cards(stored), now),
  dueBy: (stored, day) => dueBy(cards(stored), day).map(({ skill }) => skill),
  standing: (stored, skills, now) => standing(cards(stored), skills, now),
  day: dayNumber,
  name: dayName,
  row: daysInARow,
  parsed: (stored) => parsed(JSON.stringify(stored)),
  intervals,
  remembered,
};

for await (const line of createInterface({ input: process.stdin })) {
  const [what, ...parts] = JSON.parse(line);
  console.log(JSON.stringify(ASKED[what](...parts)));
}
