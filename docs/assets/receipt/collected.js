/** The receipts on the results page: read out of texts and files in turns, so that the page stays alive, and graded once each. */

import { find, homes, idsIn } from "../assignment/items.js";
import { namedIn } from "../quiz/address.js";
import { fetched, poolsOf } from "../quiz/topics.js";
import { rowOf } from "./class.js";
import { codesIn, line, readCode } from "./receipt.js";
import { questionsIn, regraded } from "./regrade.js";

/** @typedef {import("./class.js").Row} Row */
/** @typedef {import("./receipt.js").Receipt} Receipt */
/** @typedef {{where: string, fault: string}} Fault */
/** @typedef {{questions: import("./regrade.js").Question[]} | {why: string}} Asked the questions of a name, or why there are none */
/** @typedef {{receipts: Map<string, Receipt>, rows: Map<string, Row>, faults: Fault[], asked: Map<string, Asked>}} Collected receipts by their codes */

/** More than this no class has, and no page holds. */
export const MOST_RECEIPTS = 20_000;
const MOST_QUESTIONS = 3000;
const MOST_FAULTS = 1000;
const LARGEST_FILE = 50e6;
/** Milliseconds of work after which the page gets its turn. */
const TURN = 40;

/** @returns {Collected} */
export const nothingCollected = () => ({ receipts: new Map(), rows: new Map(), faults: [], asked: new Map() });

/** Work through values in turns. @template T @param {Iterable<T>} values @param {(value: T, count: number) => void} work @param {(count: number) => void} told after each turn */
async function inTurns(values, work, told) {
  let count = 0;
  let begun = performance.now();
  for (const value of values) {
    work(value, count);
    count += 1;
    if (performance.now() - begun > TURN) {
      told(count);
      await new Promise((resolve) => setTimeout(resolve));
      begun = performance.now();
    }
  }
}

/**
 * Read the receipts of a text. How many are new, and how many were there already.
 * @param {Collected} collected @param {string} text @param {string} from the name of its file; "" where it was pasted @param {(count: number) => void} told
 */
export async function readText({ receipts, faults }, text, from, told) {
  let [fresh, again, unread, number] = [0, 0, 0, 0];
  /** @param {string} where @param {string} fault */
  const refuse = (where, fault) => {
    unread += 1;
    if (faults.length < MOST_FAULTS) faults.push({ where: from ? `${from}: ${where}` : where, fault });
  };
  const work = (/** @type {{version: number, rest: string}} */ code) => {
    number += 1;
    const read = readCode(code);
    if ("fault" in read) refuse(["Receipt", number, ...(read.code ? [`(${read.code}…)`] : [])].join(" "), read.fault);
    else if (receipts.has(read.code)) again += 1;
    else if (receipts.size >= MOST_RECEIPTS) refuse(`Receipt ${number}`, `is one too many: this page holds ${MOST_RECEIPTS.toLocaleString("en-US")}.`);
    else {
      receipts.set(read.code, read.receipt);
      fresh += 1;
    }
  };
  await inTurns(codesIn(text), work, told);
  if (!number && from) refuse("the file", "holds no receipt.");
  return { fresh, again, unread, found: number };
}

/** @typedef {Awaited<ReturnType<typeof readText>>} Count */

/** Where nothing was read. @returns {Count} */
export const nothingRead = () => ({ fresh: 0, again: 0, unread: 0, found: 0 });

/** Read the receipts of files. @param {Collected} collected @param {File[]} files @param {(count: number) => void} told @returns {Promise<Count>} */
export async function readFiles(collected, files, told) {
  const sum = nothingRead();
  for (const file of files) {
    const name = line(file.name, 60);
    if (file.size > LARGEST_FILE) {
      collected.faults.push({ where: name, fault: "is larger than 50 MB, and was not opened." });
      sum.unread += 1;
      continue;
    }
    const count = await readText(collected, await file.text(), name, (read) => told(sum.fresh + read));
    for (const key of /** @type {(keyof Count)[]} */ (Object.keys(sum))) sum[key] += count[key];
  }
  return sum;
}

/**
 * Grade what was not graded yet; false where the questions cannot be had.
 * @param {HTMLElement} tool @param {Collected} collected @param {() => void} retried @param {(count: number) => void} told
 */
export async function gradeAll(tool, collected, retried, told) {
  const { receipts, rows, asked } = collected;
  const open = [...receipts].filter(([code]) => !rows.has(code));
  const names = new Set(open.flatMap(([, { items }]) => items.map(([name]) => name)).filter((name) => !asked.has(name)));
  const named = [...names].slice(0, Math.max(0, MOST_QUESTIONS - asked.size)).flatMap((name) => namedIn(name) ?? []);
  if (named.length) {
    const load = async () => find(await poolsOf(await homes(tool, [...new Set(named.map(({ home }) => home))])), named);
    const found = await fetched(tool, load, retried);
    if (!found) return false;
    for (const { named: each, item, why } of found) {
      asked.set(`${each.home}:${each.id}`, item && idsIn(item).length ? { questions: questionsIn(item) } : { why });
    }
  }
  await inTurns(open, ([code, receipt]) => rows.set(code, graded(receipt, code, asked)), told);
  return true;
}

/** @param {Receipt} receipt @param {string} code @param {Map<string, Asked>} asked */
function graded(receipt, code, asked) {
  /** @type {import("./class.js").Outcome[]} */
  const outcomes = [];
  const gone = [];
  for (const [name, ...responses] of receipt.items) {
    const there = asked.get(name) ?? { why: "more questions than this page holds" };
    if ("why" in there) gone.push({ name, why: there.why, count: responses.length });
    else if (there.questions.length !== responses.length) gone.push({ name, why: `it asks ${there.questions.length}, and the receipt answers ${responses.length}`, count: responses.length });
    else {
      there.questions.forEach((question, at) => {
        const [fields, tries, hint] = responses[at] ?? [[], 0, 0];
        outcomes.push({ id: question.id, topic: question.topic, ...regraded(question, fields), hint: hint === 1, tries });
      });
    }
  }
  return rowOf(receipt, code, outcomes, gone);
}
