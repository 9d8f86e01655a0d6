/** What a class of receipts shows, counted. It knows no page. */

import { grouped } from "../elements.js";

/** @typedef {import("./receipt.js").Receipt} Receipt */
/** @typedef {{id: string, topic: string, right: boolean, given: boolean, fits: boolean, hint: boolean, tries: number, slips: string[]}} Outcome of one answer, graded again */
/** @typedef {{name: string, why: string, count: number}} Gone a question that could not be graded, with how many answers it had */
/**
 * @typedef {object} Row a receipt, graded again
 * @property {Receipt} receipt
 * @property {string} who by which receipts of one learner are put together
 * @property {string} form the names of its questions
 * @property {number} right @property {number} asked
 * @property {boolean} earned whether the score that it says can come of its answers
 * @property {Outcome[]} outcomes @property {Gone[]} gone
 */
/** @typedef {{row: Row, attempt: number, attempts: number, counts: boolean}} Placed a receipt among those of its learner for the same form */
/** @typedef {"first" | "last" | "best"} Which of several attempts counts */
/** @typedef {{right: number, asked: number}} Tally */
/** @typedef {{id: string, topic: string, asked: number, right: number, hints: number, open: number, discrimination: number | null, slips: Map<string, number>}} Measured a question */

/** With fewer receipts than this a share says little of a question. */
export const ENOUGH_FOR_SHARE = 10;
/** With fewer than this chance alone makes a question look good or bad at telling learners apart. */
export const ENOUGH_FOR_DISCRIMINATION = 30;

/** What two receipts of one learner share: the name as it is written, but for case and spaces. @param {string} name */
export const learnerOf = (name) => name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();

/**
 * A receipt with its answers graded. A score is earned where it lies between what its answers give and what they could give with
 * every question that can no longer be graded.
 * @param {Receipt} receipt @param {string} code @param {Outcome[]} outcomes @param {Gone[]} gone @returns {Row}
 */
export function rowOf(receipt, code, outcomes, gone) {
  const right = outcomes.filter((outcome) => outcome.right).length;
  const open = gone.reduce((sum, { count }) => sum + count, 0);
  return {
    receipt,
    who: learnerOf(receipt.name) || `\n${code}`,
    form: receipt.items.map(([name]) => name).join(),
    right,
    asked: outcomes.length,
    earned: receipt.right >= right && receipt.right <= right + open,
    outcomes,
    gone,
  };
}

/** @param {Tally} tally */
export const share = ({ right, asked }) => (asked ? right / asked : 0);

/** The receipts learner by learner, each with its place among those for the same form; one of these counts. @param {Row[]} rows @param {Which} which @returns {Placed[]} */
export function placed(rows, which) {
  const groups = grouped(rows, ({ who, form }) => `${who}\n\n${form}`);
  const all = [...groups.values()].flatMap((group) => {
    const inTime = [...group].sort((one, other) => one.receipt.ended - other.receipt.ended);
    const best = inTime.reduce((one, other) => (share(other) > share(one) ? other : one));
    const counting = which === "best" ? best : inTime.at(which === "first" ? 0 : -1);
    return inTime.map((row, at) => ({ row, attempt: at + 1, attempts: inTime.length, counts: row === counting }));
  });
  const order = new Intl.Collator("en", { sensitivity: "base", numeric: true });
  // Who gave no name comes last.
  const key = new Map(all.map((each) => [each, each.row.receipt.name || "\uffff"]));
  return all.sort((one, other) => order.compare(key.get(one) ?? "", key.get(other) ?? "") || one.row.receipt.ended - other.row.receipt.ended);
}

/** How many scores fall into each tenth; all right counts to the last. @param {Row[]} rows */
export function tenths(rows) {
  const counts = Array.from({ length: 10 }, () => 0);
  for (const row of rows.filter(({ asked }) => asked)) {
    const at = Math.min(9, Math.floor((10 * row.right) / row.asked));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

/** The correlation of two lists; nothing where one of them is always the same. @param {number[]} ones @param {number[]} others */
function correlation(ones, others) {
  const mean = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middle, otherMiddle] = [mean(ones), mean(others)];
  let [both, one, other] = [0, 0, 0];
  ones.forEach((value, at) => {
    const [off, otherOff] = [value - middle, (others[at] ?? 0) - otherMiddle];
    both += off * otherOff;
    one += off * off;
    other += otherOff * otherOff;
  });
  return one > 1e-12 && other > 1e-12 ? both / Math.sqrt(one * other) : null;
}

/**
 * Each question: how many were right, and how it tells learners apart, which is the correlation between a right answer and the
 * share of right answers to all other questions of the same receipt. Those most missed come first.
 * @param {Row[]} rows @returns {Measured[]}
 */
export function measured(rows) {
  /** @type {Map<string, Measured & {ones: number[], others: number[]}>} */
  const questions = new Map();
  for (const { outcomes, right, asked } of rows) {
    for (const outcome of outcomes) {
      let question = questions.get(outcome.id);
      if (!question) {
        question = { id: outcome.id, topic: outcome.topic, asked: 0, right: 0, hints: 0, open: 0, discrimination: null, slips: new Map(), ones: [], others: [] };
        questions.set(outcome.id, question);
      }
      question.asked += 1;
      question.right += Number(outcome.right);
      question.hints += Number(outcome.hint);
      question.open += Number(!outcome.given);
      for (const slip of outcome.slips) question.slips.set(slip, (question.slips.get(slip) ?? 0) + 1);
      if (asked > 1) {
        question.ones.push(Number(outcome.right));
        question.others.push((right - Number(outcome.right)) / (asked - 1));
      }
    }
  }
  return [...questions.values()]
    .map(({ ones, others, ...question }) => ({ ...question, discrimination: ones.length >= ENOUGH_FOR_DISCRIMINATION ? correlation(ones, others) : null }))
    .sort((one, other) => share(one) - share(other) || other.asked - one.asked);
}

/** Each misconception with how often it was met, and who held it; the most frequent first. @param {Row[]} rows */
export function misconceptions(rows) {
  /** @type {Map<string, {name: string, count: number, who: Map<string, string>}>} */
  const all = new Map();
  for (const { outcomes, who, receipt } of rows) {
    for (const name of outcomes.flatMap(({ slips }) => slips)) {
      const one = all.get(name) ?? { name, count: 0, who: new Map() };
      one.count += 1;
      one.who.set(who, one.who.get(who) || receipt.name);
      all.set(name, one);
    }
  }
  return [...all.values()].sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
}

/**
 * Each learner with their answers by topic, the one who needs most first; and the topics, the one most missed first.
 * @param {Row[]} rows
 */
export function needs(rows) {
  /** @type {Map<string, {name: string, all: Tally, topics: Map<string, Tally>}>} */
  const learners = new Map();
  /** @type {Map<string, Tally>} */
  const topics = new Map();
  /** @param {Tally} tally @param {boolean} right */
  const add = (tally, right) => {
    const sum = tally;
    sum.asked += 1;
    sum.right += Number(right);
  };
  for (const { outcomes, who, receipt } of rows) {
    const learner = learners.get(who) ?? { name: receipt.name, all: { right: 0, asked: 0 }, topics: new Map() };
    learners.set(who, learner);
    for (const { topic, right } of outcomes) {
      for (const map of [learner.topics, topics]) if (!map.has(topic)) map.set(topic, { right: 0, asked: 0 });
      for (const tally of [learner.all, learner.topics.get(topic), topics.get(topic)]) if (tally) add(tally, right);
    }
  }
  return {
    learners: [...learners.values()].sort((one, other) => share(one.all) - share(other.all)),
    topics: [...topics].map(([id, tally]) => ({ id, ...tally })).sort((one, other) => share(one) - share(other)),
  };
}

/** What questions of these receipts could not be graded, each with its reason and on how many receipts it is. @param {Row[]} rows */
export function ungraded(rows) {
  const gone = grouped(rows.flatMap((row) => row.gone), ({ name, why }) => `${name}\n${why}`);
  return [...gone.values()].flatMap((group) => (group[0] ? [{ ...group[0], receipts: group.length }] : [])).sort((one, other) => other.receipts - one.receipts);
}

/** A cell of a table for spreadsheets: what could be read as a formula begins with an apostrophe. @param {string | number} value */
function cell(value) {
  const text = String(value);
  const inert = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) && typeof value !== "number" ? `'${text}` : text;
  return /[",\r\n']/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/**
 * The receipts as a table for spreadsheets: a row each, and a column for each question with what was answered first.
 * @param {Placed[]} all @param {(id: string) => string} titleOf a topic
 */
export function csv(all, titleOf) {
  const questions = [...new Set(all.flatMap(({ row }) => row.outcomes.map(({ id }) => id)))];
  const topics = [...new Set(all.flatMap(({ row }) => row.outcomes.map(({ topic }) => topic)))];
  const head = ["name", "assignment", "finished (UTC)", "minutes", "attempt", "counts", "right", "of", "percent", "says", "score earned", "hints", "answered again", "not graded"];
  const lines = all.map(({ row, attempt, counts }) => {
    const { receipt, outcomes } = row;
    const of = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
    return [
      receipt.name,
      receipt.title,
      receipt.ended ? new Date(receipt.ended * 1000).toISOString().slice(0, 16).replace("T", " ") : "",
      Math.round(receipt.spent / 60),
      attempt,
      counts ? "yes" : "no",
      row.right,
      row.asked,
      Math.round(100 * share(row)),
      receipt.right,
      row.earned ? "yes" : "no",
      outcomes.filter(({ hint }) => hint).length,
      outcomes.filter(({ tries }) => tries > 1).length,
      row.gone.reduce((sum, { count }) => sum + count, 0),
      ...topics.map((topic) => {
        const asked = outcomes.filter((outcome) => outcome.topic === topic);
        return asked.length ? `${asked.filter(({ right }) => right).length} of ${asked.length}` : "";
      }),
      ...questions.map((id) => {
        const outcome = of.get(id);
        if (!outcome) return "";
        return outcome.right ? "right" : outcome.given ? "wrong" : outcome.fits ? "not answered" : "no answer to this question";
      }),
    ];
  });
  const table = [[...head, ...topics.map(titleOf), ...questions], ...lines];
  // The mark at the start lets a spreadsheet read names from everywhere.
  return `\ufeff${table.map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}
