/** The answers of receipts, graded again by the grading of the player, with the keys of the published questions. */

import { data, element, elements } from "../elements.js";
import { answerOf, restore } from "../quiz/fields.js";
import { grade, isAnswered } from "../quiz/grade.js";
import { slipsIn } from "../quiz/slips.js";

/** @typedef {{id: string, topic: string, level: number, stem: string, form: HTMLFormElement}} Question as it was published */
/** @typedef {{given: boolean, right: boolean, fits: boolean, slips: string[]}} Regraded an answer, and whether it can be one to its question */

/** Answers that are remembered: a class gives the same few again and again. */
const MOST_KNOWN = 50_000;
/** @type {Map<string, Regraded>} */
const known = new Map();

/** The questions of an item: its own, or those of a case. Nothing of them is on the page. @param {{html: string}} item @returns {Question[]} */
export function questionsIn({ html }) {
  const template = document.createElement("template");
  template.innerHTML = html;
  // Chromium resets no form that belongs to a template.
  return elements(document.importNode(template.content, true), "form.item", HTMLFormElement).map((form) => ({
    id: form.id,
    topic: data(form, "topic"),
    level: Number(form.dataset.level),
    stem: (element(form, ".item__stem").textContent ?? "").replace(/\s+/g, " ").trim(),
    form,
  }));
}

/** Grade an answer to a question. @param {Question} question @param {string[]} fields each name before its value @returns {Regraded} */
export function regraded(question, fields) {
  const name = JSON.stringify([question.id, fields]);
  const before = known.get(name);
  if (before) return before;
  const now = gradedAnew(question.form, fields);
  if (known.size < MOST_KNOWN) known.set(name, now);
  return now;
}

/** @param {HTMLFormElement} form @param {string[]} fields @returns {Regraded} */
function gradedAnew(form, fields) {
  const none = { given: false, right: false, slips: [] };
  if (!fields.length) return { ...none, fits: true };
  /** @type {import("../quiz/types.js").Fields} */
  const pairs = [];
  for (let at = 0; at < fields.length; at += 2) pairs.push([fields[at] ?? "", fields[at + 1] ?? ""]);
  if (!mayBeFilledIn(form, pairs)) return { ...none, fits: false };
  delete form.dataset.moved;
  restore(form, pairs);
  // What the form did not take was never filled into it.
  if (String(answerOf(form).map(String).sort()) !== String(pairs.map(String).sort())) return { ...none, fits: false };
  if (!isAnswered(form)) return { ...none, fits: true };
  const graded = grade(form, () => {});
  form.dataset.slip = graded.right ? "" : (graded.slip ?? "");
  return { given: true, right: graded.right, fits: true, slips: graded.right ? [] : [...new Set(slipsIn(form).map(({ name }) => name))] };
}

/** Whether a form has fields of these names: no more lines than a claim has, and every entry of an order once. @param {HTMLFormElement} form @param {import("../quiz/types.js").Fields} pairs */
function mayBeFilledIn(form, pairs) {
  const { kind } = form.dataset;
  if (kind === "order") {
    const entries = elements(form, ".order__entry").map((entry) => data(entry, "id"));
    return pairs.every(([name]) => name === "entry") && String(pairs.map(([, id]) => id).sort()) === String(entries.sort());
  }
  if (kind === "claim-lines") {
    const most = Number(data(element(form, ".claim-grid"), "most"));
    return pairs.every(([name]) => Number(/^(?:code|units|modifiers)-([1-9]\d?)$/.exec(name)?.[1] ?? Infinity) <= most);
  }
  return pairs.every(([name]) => (kind === "match" ? name.startsWith("row-") : name === "answer"));
}
