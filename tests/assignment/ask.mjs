/** Asks the browser's modules in node. Reads JSON lines, {call, arguments}, and writes a line with what each gives. */

import { createInterface } from "node:readline";
import { another, draw } from "./assignment/drawing.js";
import { addressOf, stateIn } from "./assignment/state.js";
import { optionsIn, orderIn } from "./assignment/versions.js";
import { assignedIn, assignmentAddress } from "./quiz/address.js";

const plain = ({ choices, assigned, locked }) => ({ choices, assigned, locked: [...locked] });
const CALLS = {
  version: (name, questions) => orderIn(name, questions).map((question) => [question.id, optionsIn(name, question)]),
  assigned: (hash) => assignedIn(hash, 2),
  again: (hash) => assignedIn(`#${assignmentAddress(assignedIn(hash, 2))}`, 2),
  draw: (pools, choices, locked) => draw(new Map(Object.entries(pools)), choices, locked),
  another: (items, current, all, choices) => another(items, current, all, choices),
  state: (hash, offered) => plain(stateIn(hash, offered, offered.topics)),
  address: (hash, offered) => addressOf(stateIn(hash, offered, offered.topics), offered),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { call, arguments: given } = JSON.parse(line);
  console.log(JSON.stringify(CALLS[call](...given)));
}
