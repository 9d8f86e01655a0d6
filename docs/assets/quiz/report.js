/** How an exam went: by topic, and by the wrong methods that its answers show. */

import { gradeAll } from "./feedback.js";
import { beginSteps } from "./stepper.js";
import { record } from "./store.js";
import { say, topicsOf } from "./topics.js";

/** @param {HTMLElement} tool @param {string} words what is said before the count @param {boolean} fresh whether the answers are still to be remembered */
export function report(tool, words, fresh) {
  const quiz = tool.querySelector(".quiz");
  const results = gradeAll(quiz);
  for (const form of quiz.querySelectorAll("form.item")) {
    form.querySelector(".item__worked").hidden = false;
    form.querySelector(".exam__flag").remove();
  }
  for (const { form, right, answered } of results) {
    // What was not answered says nothing of what somebody knows.
    if (fresh && answered) record({ id: form.id, topic: form.dataset.topic, level: Number(form.dataset.level), right });
  }
  const titles = new Map(topicsOf(tool).map((topic) => [topic.id, topic.title]));
  const right = results.filter((each) => each.right).length;
  const rows = [...grouped(results, ({ form }) => form.dataset.topic)].map(
    ([topic, each]) => `<tr><th scope="row">${titles.get(topic)}</th><td>${each.filter((one) => one.right).length} of ${each.length}</td></tr>`,
  );
  const slips = [...grouped(results.filter((each) => each.slip), (each) => each.slip)].sort(([, one], [, other]) => other.length - one.length);
  const told = slips.map(([, each]) => `<li>${each[0].said}${each.length > 1 ? ` (${each.length} times)` : ""}</li>`);
  tool.querySelector(".exam__report").innerHTML = `<h2 tabindex="-1">${words}${right} of ${results.length} right</h2>
    <table class="exam__topics"><thead><tr><th scope="col">Topic</th><th scope="col">Right</th></tr></thead><tbody>${rows.join("")}</tbody></table>
    ${told.length ? `<h3>What went wrong, by method</h3><ul>${told.join("")}</ul>` : ""}
    <p>Every question stands below with its answer.</p>`;
  say(tool, "");
  beginSteps(quiz, "all");
}

/** @template T @param {T[]} all @param {(each: T) => string} name @returns {Map<string, T[]>} */
function grouped(all, name) {
  const groups = new Map();
  for (const each of all) groups.set(name(each), [...(groups.get(name(each)) ?? []), each]);
  return groups;
}
