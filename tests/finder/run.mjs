/** Runs the finders in node. Reads JSON lines: the tables first, then a case on each; writes a line with each result. */

import { createInterface } from "node:readline";
import { sentence } from "./calculator/sentences.js";
import { dueDay, nextWorkday, reportDue, standing } from "./finder/days.js";
import { examplesOf, nearMisses, practiceOf, withoutEffect } from "./finder/code.js";
import { lookUp } from "./finder/lookup.js";
import { pairOf } from "./finder/pair.js";
import { whoMay } from "./finder/who.js";

const said = (phrases, { says }) => phrases.map((phrase) => sentence(phrase, says));

const FINDERS = {
  code: (tables, choice) => {
    const { codes, steps, missing } = lookUp(tables.table, choice);
    const near = nearMisses(tables, choice);
    return {
      codes,
      missing,
      reasons: said(steps, tables),
      near: near.map((miss) => [miss.codes, said(miss.changes, tables).map(({ text }) => text).join("; or if ")]),
      idle: withoutEffect(tables, choice),
      examples: examplesOf(tables, choice).map(({ id }) => id),
      practice: practiceOf(tables, choice).at,
    };
  },
  who: (tables, { on, incident_to = false, supervision = null, ...choice }) => {
    const found = whoMay(tables, { ...choice, incident_to, supervision }, on);
    if (!found) return null;
    const { steps, ...answer } = found.answer;
    return {
      now: { ...answer, reasons: said(steps, tables) },
      others: found.others.map((other) => [other.from, other.to, other.answer.supervision]),
    };
  },
  deadline: (tables, { on, visits, ...asked }) => {
    const deadline = visits ? reportDue(tables, visits) : dueDay(tables, asked);
    const { due, runsTo, steps } = deadline;
    return { due, runsTo, reasons: said(steps, tables), standing: sentence(standing(deadline, on), tables.says).text };
  },
  pair: (tables, { first, second }) => pairOf(tables, first, second),
  workday: ({ daysOff }, day) => nextWorkday(day, daysOff),
};

const find = FINDERS[process.argv[2]];
let tables = null;
const written = [];
for await (const line of createInterface({ input: process.stdin })) {
  const given = JSON.parse(line);
  if (tables === null) tables = given;
  else written.push(JSON.stringify(find(tables, given)));
}
process.stdout.write(written.join("\n"));
