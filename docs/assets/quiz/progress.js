/**
 * Progress: what this browser remembers, by topic and level. It can be taken along and erased.
 */

import { counted, data, element, elements } from "../elements.js";
import { erase, merge, parsed, read, setAside, tally } from "./store.js";
import { ready, say, topicsOf } from "./topics.js";

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
    const shares = cells.map((cell, i) => `<td data-label="${labels[i]}">${share(cell)}</td>`).join("");
    return `<tr><th scope="row">${link(tool, id, title)}</th>${shares}</tr>`;
  });
  element(tool, "tbody").innerHTML = rows.join("");
  element(tool, ".progress").hidden = !rows.length;
  const open = topics.filter(({ id, past }) => !past && !tally(id).answered);
  const rest = element(tool, ".progress__open");
  rest.hidden = !open.length;
  element(rest, "summary").textContent = `${counted(open.length, "topic")} without an answer yet`;
  element(rest, "ul").innerHTML = open.map(({ id, title }) => `<li>${link(tool, id, title)}</li>`).join("");
  if (setAside()) say(tool, "Older data that could not be read was set aside in this browser; nothing of it was overwritten.");
}
