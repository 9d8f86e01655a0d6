/**
 * Runs the calculator's rules in node. Reads JSON lines: the tables first, then [rule, ...arguments]; writes a line with each result.
 * With "say" as its argument it adds to every reason its sentence and the facts that it cites; with "brief" it writes no more of a
 * result than a grid compares.
 */

import { createInterface } from "node:readline";
import { claimFor } from "./calculator/claim.js";
import { editBetween } from "./calculator/edits.js";
import { sentence } from "./calculator/sentences.js";
import { countUnits } from "./calculator/units.js";

const RULES = {
  count: (tables, services, rule) => countUnits(services, rule),
  claim: (tables, visit) => claimFor(visit, tables),
  edit: (tables, edits, first, second, on, table) => editBetween(edits ?? tables.edits, first, second, on, table),
};
const kindsOf = (phrases) => phrases.map(({ kind }) => kind);
const linesOf = (lines) => lines.map(({ code, units, modifiers, openModifier }) => [code, units, modifiers, openModifier]);
const paymentOf = (price) => price && [price.total, price.paid];
const BRIEF = {
  count: ({ total, acceptable, steps }) => [total, acceptable, kindsOf(steps)],
  claim: ({ claims, steps, unsettled }) => [
    claims.map(({ lines, price, why }) => [linesOf(lines), paymentOf(price), why.length]),
    unsettled,
    kindsOf(steps),
  ],
};
const FORMS = {
  say: (rule, result) => said(result, tables.says),
  brief: (rule, result) => BRIEF[rule](result),
};
const form = FORMS[process.argv[2]];

/** A result with the sentences of its steps, of its warnings, and of what is unsettled. */
function said(result, kinds) {
  const spoken = (phrase) => phrase && { ...phrase, ...sentence(phrase, kinds) };
  const { steps, warnings, claims, unsettled, notPayable } = result;
  const spokenPrice = (price) => price && said(price, kinds);
  return {
    ...result,
    steps: steps.map(spoken),
    ...(warnings && { warnings: warnings.map(spoken) }),
    ...(claims && { claims: claims.map(({ lines, price, why }) => ({ lines, price: spokenPrice(price), why: why.map(spoken) })) }),
    ...(notPayable && { notPayable: notPayable.map(spoken) }),
    unsettled: spoken(unsettled),
  };
}

let tables = null;
const written = [];
for await (const line of createInterface({ input: process.stdin })) {
  const given = JSON.parse(line);
  if (tables === null) {
    tables = given;
    continue;
  }
  const [rule, ...parts] = given;
  const result = RULES[rule](tables, ...parts);
  written.push(JSON.stringify(form(rule, result)));
}
process.stdout.write(written.join("\n"));
