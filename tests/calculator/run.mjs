/**
 * Runs the calculator's rules in node. Reads JSON lines: the tables first, then [rule, ...arguments]; writes a line with each result.
 * With "say" as its argument it adds to every reason its sentence and the facts that it cites.
 */

import { createInterface } from "node:readline";
import { claimFor } from "./claim.js";
import { editBetween } from "./edits.js";
import { sentence } from "./sentences.js";
import { countUnits } from "./units.js";

const RULES = {
  count: (tables, services, rule) => countUnits(services, rule),
  claim: (tables, visit) => ({ ...claimFor(visit, tables), openable: undefined }),
  edit: (tables, edits, first, second, on, table) => editBetween(edits, first, second, on, table, tables.rules),
};
const says = process.argv[2] === "say";

/** A result with the sentences of its steps, of its warnings, and of what is unsettled. */
function said(result, kinds) {
  const spoken = (phrase) => phrase && { ...phrase, ...sentence(phrase, kinds) };
  const { steps, warnings, prices, unsettled } = result;
  return {
    ...result,
    steps: steps.map(spoken),
    ...(warnings && { warnings: warnings.map(spoken) }),
    ...(prices && { prices: prices.map((price) => price && said(price, kinds)) }),
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
  written.push(JSON.stringify(says ? said(result, tables.says) : result));
}
process.stdout.write(written.join("\n"));
