/** How an exam went: by topic, and by the wrong methods that its answers show. */

import { data, element, elements } from "../elements.js";
import { gradeAll } from "./feedback.js";
import { beginSteps } from "./stepper.js";
import { record } from "./store.js";
import { say, topicsOf } from "./topics.js";

/** @param {HTMLElement} tool @param {string} words what is said before the count @param {boolean} fresh whether the answers are still to be remembered */
export function report(tool, words, fresh) {
  const quiz = element(tool, ".quiz");
  const results = gradeAll(quiz);
  for (const form of elements(quiz, "form.item")) {
    element(form, ".item__worked").hidden = false;
    element(form, ".exam__flag").remove();
  }
  for (const { form, right, answered } of results) {
    // What was not answered says nothing of what somebody knows.
    if (fresh && answered) record({ id: form.id, topic: data(form, "topic"), level: Number(form.dataset.level), right });
  }
  const titles = new Map(topicsOf(tool).map((topic) => [topic.id, topic.title]));
  const right = results.filter((result) => result.right).length;
  const rows = [...grouped(results, ({ form }) => data(form, "topic"))].map(
    ([topic, group]) => `<tr><th scope="row">${titles.get(topic)}</th><td>${group.filter((result) => result.right).length} of ${group.length}</td></tr>`,
  );
  const slips = [...grouped(results.filter((result) => result.slip), ({ slip }) => slip)].sort(([, one], [, other]) => other.length - one.length);
  const entries = slips.map(([, group]) => `<li>${group[0]?.said}${group.length > 1 ? ` (${group.length} times)` : ""}</li>`);
  element(tool, ".exam__report").innerHTML = `<h2 tabindex="-1">${words}${right} of ${results.length} right</h2>
    <table class="exam__topics"><thead><tr><th scope="col">Topic</th><th scope="col">Right</th></tr></thead><tbody>${rows.join("")}</tbody></table>
    ${entries.length ? `<h3>What went wrong, by method</h3><ul>${entries.join("")}</ul>` : ""}
    <p>Every question stands below with its answer.</p>`;
  say(tool, "");
  beginSteps(quiz, "all");
}

/** @template T @param {T[]} values @param {(value: T) => string} nameOf @returns {Map<string, T[]>} */
function grouped(values, nameOf) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const value of values) groups.set(nameOf(value), [...(groups.get(nameOf(value)) ?? []), value]);
  return groups;
}
