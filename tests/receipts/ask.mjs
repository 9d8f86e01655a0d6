/** Asks the modules of receipts in node. Reads JSON lines, {call, arguments}, and writes a line with what each gives. */

import { createInterface } from "node:readline";
import { csv, measured, misconceptions, needs, placed, rowOf, tenths } from "./receipt/class.js";
import { codesIn, lineOf, readCode, scored, written } from "./receipt/receipt.js";

const rowsOf = (all) => all.map(({ receipt, outcomes, gone }, at) => rowOf(receipt, `code-${at}`, outcomes, gone));
const plain = (all) => all.map(({ who, slips, topics, ...each }) => ({ ...each, ...(who && { who: [...who.values()] }), ...(slips && { slips: Object.fromEntries(slips) }), ...(topics && { topics: Object.fromEntries(topics) }) }));

const CALLS = {
  rows: (all) => rowsOf(all).map(({ right, asked, earned }) => ({ right, asked, earned })),
  placed: (all, which) => placed(rowsOf(all), which).map(({ row, attempt, attempts, counts }) => [row.receipt.name, row.receipt.ended, attempt, attempts, counts]),
  tenths: (all) => tenths(rowsOf(all)),
  measured: (all) => plain(measured(rowsOf(all))),
  misconceptions: (all) => plain(misconceptions(rowsOf(all))),
  needs: (all) => ({ learners: plain(needs(rowsOf(all)).learners), topics: needs(rowsOf(all)).topics }),
  csv: (all) => csv(placed(rowsOf(all), "first"), (id) => `Topic ${id}`),
  line: (receipt) => lineOf(receipt),
  code: (receipt) => written(receipt),
  score: (receipt) => scored(receipt),
  read: (text) => [...codesIn(text)].map(readCode),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { call, arguments: given } = JSON.parse(line);
  console.log(JSON.stringify(CALLS[call](...given)));
}
