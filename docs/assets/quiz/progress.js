/**
 * Progress: what this browser remembers, by topic and level, and what to do next. It can be taken along and erased.
 */

import { data, element, elements } from "../elements.js";
import { dayOf, due, erase, lasting, merge, parsed, read, setAside, tally } from "./store.js";
import { ready, say, topicsOf } from "./topics.js";

const WEEK = 7;
const ENOUGH = 5;
const DAY = 86_400_000;

/** @param {HTMLElement} tool */
export function begin(tool) {
  render(tool);
  addEventListener("storage", () => render(tool));
  element(tool, "[data-action=export]").addEventListener("click", () => {
    const file = new Blob([JSON.stringify(read(), null, 1)], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = "guide-97112-progress.json";
    link.click();
    URL.revokeObjectURL(link.href);
    say(tool, "Your progress is in the file guide-97112-progress.json.");
  });
  const input = element(tool, "input[type=file]", HTMLInputElement);
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    if (!file) return;
    const stored = parsed(await file.text());
    if (stored) merge(stored);
    input.value = "";
    render(tool);
    say(tool, stored ? "The file was added to what is remembered here." : "This is no progress file of this site; nothing was changed.");
  });
  const wipe = element(tool, "[data-action=erase]");
  wipe.addEventListener("click", () => {
    if (wipe.dataset.sure === undefined) {
      wipe.dataset.sure = "";
      wipe.textContent = "Erase it for good";
      say(tool, "Choose it once more to erase everything that is remembered here.");
      return;
    }
    erase();
    delete wipe.dataset.sure;
    wipe.textContent = "Erase";
    render(tool);
    say(tool, "Everything is erased.");
  });
  ready(tool);
}

/** @param {{answered: number, right: number}} tallied */
const share = ({ answered, right }) => (answered ? `${right} of ${answered}` : "");

/** A link to a page of the practice pages. @param {HTMLElement} tool @param {string} path @param {string} words */
const link = (tool, path, words) => `<a href="${data(tool, "top")}practice/${path}/">${words}</a>`;

/** @param {HTMLElement} tool */
function render(tool) {
  const topics = topicsOf(tool);
  const labels = elements(tool, ".progress thead th").slice(1).map((heading) => heading.textContent);
  const rows = topics.filter(({ id }) => tally(id).answered).map(({ id, title }) => {
    const cells = [tally(id), ...[1, 2, 3].map((level) => tally(id, level))];
    return `<tr><th scope="row">${link(tool, id, title)}</th>${cells.map((cell, i) => `<td data-label="${labels[i]}">${share(cell)}</td>`).join("")}</tr>`;
  });
  element(tool, "tbody").innerHTML = rows.join("");
  element(tool, ".progress").hidden = !rows.length;
  const open = topics.filter(({ id }) => !tally(id).answered);
  const rest = element(tool, ".progress__open");
  rest.hidden = !open.length;
  element(rest, "summary").textContent = `${open.length} ${open.length === 1 ? "topic" : "topics"} without an answer yet`;
  element(rest, "ul").innerHTML = open.map(({ id, title }) => `<li>${link(tool, id, title)}</li>`).join("");
  element(tool, ".tool__next").innerHTML = advice(tool, topics);
  const { days } = read();
  const recent = Array.from({ length: WEEK }, (_, back) => days[dayOf(Date.now() - back * DAY)] ?? 0);
  const active = recent.filter(Boolean).length;
  element(tool, ".tool__days").textContent = active
    ? `Answers in the last week: ${recent.reduce((sum, count) => sum + count, 0)}, on ${active} of ${WEEK} days.`
    : "";
  if (setAside()) say(tool, "Older data that could not be read was set aside in this browser; nothing of it was overwritten.");
  if (!lasting()) say(tool, "This browser keeps nothing more: storage is closed or full. What you answer now is lost with the page; export what is here.");
}

/** What to do next, in one sentence. @param {HTMLElement} tool @param {import("./types.js").Topic[]} topics */
function advice(tool, topics) {
  const waiting = due().length;
  if (waiting) return `Next: ${link(tool, "review", `review ${waiting} ${waiting === 1 ? "question" : "questions"} that you missed`)}.`;
  const tried = topics.map((topic) => ({ ...topic, ...tally(topic.id) }));
  const weak = tried.filter((topic) => topic.answered >= ENOUGH).sort((one, other) => one.right / one.answered - other.right / other.answered)[0];
  if (weak && weak.right < 0.8 * weak.answered) return `Next: ${link(tool, weak.id, weak.title)}, where ${weak.right} of ${weak.answered} answers were right.`;
  const fresh = tried.find((topic) => topic.answered < ENOUGH);
  return fresh ? `Next: ${link(tool, fresh.id, fresh.title)}.` : `Next: ${link(tool, "exam", "try an exam")}.`;
}
