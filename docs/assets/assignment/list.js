/** The list of an assignment's questions, and how many there are of each topic and level. */

import { button, counted, element, make } from "../elements.js";
import { nameOf } from "../quiz/address.js";
import { OF_CASE, idsIn, readable } from "./items.js";

/** @typedef {import("./items.js").Found} Found */
/** @typedef {import("./builder.js").Act} Act */

const LONG = 170;
const BEGINNING = 80;

/** The stem in short: how it begins, and what it asks. @param {string} stem */
export function inShort(stem) {
  const text = stem.replace(/\s+/g, " ").trim();
  if (text.length <= LONG) return text;
  const asked = text.split(/(?<=[.?!:])\s+/).at(-1) ?? "";
  const end = asked.length > LONG - BEGINNING ? `… ${asked.slice(BEGINNING - LONG).replace(/^\S*\s/, "")}` : `… ${asked}`;
  return `${text.slice(0, BEGINNING).replace(/\s\S*$/, "")} ${end}`;
}

/** @param {HTMLElement} tool @param {string} name */
const labelsOf = (tool, name) =>
  new Map([...tool.querySelectorAll(`[name=${name}]`)].map((box) => [/** @type {HTMLInputElement} */ (box).value, box.closest("label")?.textContent?.trim() ?? ""]));

/**
 * A row for each question or case.
 * @param {import("./builder.js").Builder} builder @param {Map<string, string>} titles @param {(place: number, act: Act) => void} act
 */
export function rows({ tool, found, state }, titles, act) {
  const kinds = labelsOf(tool, "kind");
  const levels = labelsOf(tool, "level");
  let number = 1;
  return found.map(({ named, item, why }, place) => {
    const row = make("li", "builder__row");
    const ids = item ? idsIn(item) : [];
    const isCase = named.home.startsWith(OF_CASE);
    const locked = state.locked.has(nameOf(named));
    const numbers = ids.length > 1 ? `${number}–${number + ids.length - 1}` : ids.length ? String(number) : "–";
    number += ids.length;
    row.toggleAttribute("data-locked", locked);
    const meta = !item
      ? named.id
      : isCase
        ? `Case · ${ids.length} questions`
        : [titles.get(named.home), levels.get(String(item.level)), kinds.get(item.kind)].join(" · ");
    const short = !item ? `Left out: ${why}.` : isCase ? titles.get(named.home) ?? named.home : inShort(stemOf(item.html));
    row.append(make("span", "builder__number", numbers), whole(tool, item, short, meta), acts(numbers, place, { locked, last: found.length - 1, gone: !item }, act));
    return row;
  });
}

/** @param {string} html */
function stemOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.querySelector(".item__stem")?.textContent ?? "";
}

/** The question in short, which opens as a whole. @param {HTMLElement} tool @param {import("../quiz/types.js").ShownItem | undefined} item @param {string} short @param {string} meta */
function whole(tool, item, short, meta) {
  const about = make("span", "builder__meta", meta);
  const words = [make("span", "builder__stem", short), about];
  if (!item) {
    const gone = make("div", "builder__what");
    gone.append(...words);
    return gone;
  }
  const details = make("details", "builder__what");
  const summary = document.createElement("summary");
  about.append(" · ", make("span", "builder__more", "Whole question"));
  summary.append(...words);
  details.append(summary);
  details.addEventListener(
    "toggle",
    () => {
      const shown = make("div", "builder__question");
      shown.append(readable(item, tool.dataset.top ?? ""));
      for (const field of shown.querySelectorAll("input, select")) field.setAttribute("disabled", "");
      for (const right of shown.querySelectorAll(".option[data-correct]")) element(right, ".option__text").append(" ", make("strong", "builder__right", "Right"));
      for (const worked of shown.querySelectorAll("details")) worked.open = true;
      details.append(shown);
    },
    { once: true },
  );
  return details;
}

/** Shapes of the buttons, drawn on 24 by 24. */
const SHAPES = {
  swap: "M4 8h13l-4-4M20 16H7l4 4",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z",
  up: "M5 15l7-7 7 7",
  down: "M5 9l7 7 7-7",
  remove: "M6 6l12 12M18 6L6 18",
};

/** @param {string} numbers @param {number} place @param {{locked: boolean, last: number, gone: boolean}} row @param {(place: number, act: Act) => void} act */
function acts(numbers, place, { locked, last, gone }, act) {
  const group = make("div", "builder__acts");
  const of = numbers === "–" ? "the one left out" : numbers.includes("–") ? `questions ${numbers}` : `question ${numbers}`;
  /** @type {[Act, string, boolean][]} */
  const offered = [
    ["swap", `Swap ${of} for another`, gone],
    ["lock", `Lock ${of}, so that it stays when you draw again`, gone],
    ["up", `Move ${of} up`, place === 0],
    ["down", `Move ${of} down`, place === last],
    ["remove", `Remove ${of}`, false],
  ];
  for (const [name, label, disabled] of offered) {
    const made = button("builder__act", "", () => act(place, name));
    made.dataset.act = name;
    made.setAttribute("aria-label", label);
    made.title = label;
    made.disabled = disabled;
    if (name === "lock") made.setAttribute("aria-pressed", String(locked));
    made.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${SHAPES[name]}"/></svg>`;
    group.append(made);
  }
  return group;
}

/** How many questions of each topic and level. @param {HTMLElement} tool @param {Found[]} found @param {Map<string, string>} titles */
export function blueprint(tool, found, titles) {
  const table = make("table", "builder__counts");
  const levels = [1, 2, 3];
  const names = [...labelsOf(tool, "level").values()];
  /** @type {Map<string, number[]>} */
  const counts = new Map();
  for (const { named, item } of found) {
    if (!item) continue;
    const row = counts.get(named.home) ?? [0, 0, 0];
    for (const [, level] of item.html.matchAll(/<form class="item"[^>]* data-level="(\d)"/g)) row[Number(level) - 1] = (row[Number(level) - 1] ?? 0) + 1;
    counts.set(named.home, row);
  }
  const sum = (/** @type {number[]} */ numbers) => numbers.reduce((all, number) => all + number, 0);
  const cell = (/** @type {string} */ name, /** @type {string} */ text, /** @type {string} */ scope = "") => {
    const made = make(name, "", text);
    if (scope) made.setAttribute("scope", scope);
    return made;
  };
  const head = document.createElement("tr");
  head.append(cell("th", "Topic", "col"), ...names.map((level) => cell("th", level, "col")), cell("th", "All", "col"));
  const body = [...counts].map(([home, row]) => {
    const line = document.createElement("tr");
    line.append(cell("th", titles.get(home) ?? home, "row"), ...levels.map((level) => cell("td", String(row[level - 1] || "–"))), cell("td", String(sum(row))));
    return line;
  });
  const totals = levels.map((level) => sum([...counts.values()].map((row) => row[level - 1] ?? 0)));
  const foot = document.createElement("tr");
  foot.append(cell("th", "All", "row"), ...totals.map((total) => cell("td", String(total || "–"))), cell("td", String(sum(totals))));
  const parts = [["thead", [head]], ["tbody", body], ["tfoot", [foot]]];
  for (const [name, lines] of /** @type {[string, HTMLElement[]][]} */ (parts)) {
    const part = document.createElement(name);
    part.append(...lines);
    table.append(part);
  }
  const details = make("details", "builder__plan");
  const topics = counts.size;
  const ofLevels = names.map((level, i) => `${totals[i]} ${level.toLowerCase()}`).join(", ");
  details.append(make("summary", "", `${sum(totals)} questions from ${counted(topics, "topic")}: ${ofLevels}`), table);
  return details;
}
