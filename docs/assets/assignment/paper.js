/** An assignment on paper: a sheet for each version, and the answer key, which says where each question stands in each of them. */

import { data, element, elements, make } from "../elements.js";
import { OF_CASE, readable } from "./items.js";
import { optionsIn, orderIn } from "./versions.js";

/** @typedef {import("./items.js").Found} Found */
/** @typedef {import("../quiz/types.js").Assigned} Assigned */
/** @typedef {import("./versions.js").Question & {shown: HTMLElement}} Asked a question with what is shown of it */

const LETTERS = "ABCDEFGHIJKLMNOP";

/** What gives an answer away, or has no use on paper. */
const NOT_ASKED = ".item__worked, .option__feedback, .option__verdict, .match__slip, .item__known, .item__why, .item__hints, .order__buttons, .minute-bar";

/** @param {HTMLElement} shown @param {string} kind */
function optionIds(shown, kind) {
  if (kind === "order") return elements(shown, ".order__entry").map((entry) => data(entry, "id"));
  if (kind === "match") {
    const first = shown.querySelector("select");
    return first ? [...first.options].map(({ value }) => value).filter(Boolean) : [];
  }
  return elements(shown, ".option input", HTMLInputElement).map(({ value }) => value);
}

/** What stays together in every version: the parts of a case, and each other question by itself. @param {import("../quiz/types.js").Named} named */
const groupOf = ({ home, id }) => (home.startsWith(OF_CASE) ? home.slice(OF_CASE.length) : id);

/** Every question of an assignment in its order, the parts of a case one by one. @param {Found[]} found @param {string} top @returns {Asked[]} */
export function questions(found, top) {
  return found.flatMap(({ named, item }) => {
    if (!item) return [];
    const parts = [...readable(item, top).querySelectorAll(".item")].filter((part) => part instanceof HTMLElement);
    return parts.map((shown, part) => {
      const kind = data(shown, "kind");
      const id = data(shown, "item");
      const group = groupOf(named);
      return { id, group, part, kind, ordered: shown.dataset.ordered !== undefined, options: optionIds(shown, kind), shown };
    });
  });
}

/** The words at the top of a sheet. @param {string} title @param {string} [version] */
function head(title, version) {
  const heading = make("h2", "paper__title", title);
  if (version) heading.append(" ", make("span", "paper__version", `Version ${version}`));
  return heading;
}

/** A version of the assignment. @param {Found[]} found @param {Assigned} assigned @param {string} version @param {string} top */
export function sheet(found, { title, say, due }, version, top) {
  const made = make("section", "paper__sheet");
  made.dataset.version = version;
  made.append(head(title || "Questions", version));
  const day = due && new Date(`${due}T00:00`).toLocaleDateString("en-US", { month: "long", day: "numeric", year: "numeric" });
  if (say) made.append(make("p", "paper__say", say));
  if (day) made.append(make("p", "paper__say", `Due ${day}`));
  const list = make("div", "quiz__items");
  const all = questions(found, top);
  const places = new Map(orderIn(version, all).map(({ group }, place) => [group, place]));
  /** @param {Found} one */
  const placeOf = ({ named }) => places.get(groupOf(named)) ?? 0;
  const groups = found.filter(({ item }) => item).sort((one, other) => placeOf(one) - placeOf(other));
  for (const { item } of groups) if (item) list.append(readable(item, top));
  for (const shown of elements(list, ".item")) {
    const question = all.find(({ id }) => id === shown.dataset.item);
    if (question) arrange(shown, question, version);
    for (const part of shown.querySelectorAll(NOT_ASKED)) part.remove();
  }
  for (const record of elements(list, "details", HTMLDetailsElement)) record.open = true;
  made.append(list);
  return made;
}

/** Put the options of a question in the order of a version. @param {HTMLElement} shown @param {Asked} question @param {string} version */
function arrange(shown, question, version) {
  const order = optionsIn(version, question);
  const before = question.options;
  const [list, parts] =
    question.kind === "order"
      ? [shown.querySelector(".order"), elements(shown, ".order__entry")]
      : question.kind === "match"
        ? [shown.querySelector(".match__letters"), elements(shown, ".match__letters > li")]
        : [shown.querySelector(".item__options"), elements(shown, ".option")];
  list?.append(...order.map((id) => parts[before.indexOf(id)] ?? ""));
}

/** The answer as the key of a version writes it. @param {Asked} question @param {string} version */
function keyIn(question, version) {
  const { shown, kind } = question;
  const order = optionsIn(version, question);
  /** @param {string} id */
  const letter = (id) => LETTERS[order.indexOf(id)] ?? "?";
  if (kind === "number") return data(shown, "answer");
  if (kind === "claim-lines") return elements(shown, ".item__key").map((key) => (key.textContent ?? "").replace(/^[^:]*:\s*/, "")).join(" or ");
  if (kind === "match") return elements(shown, ".match__row").map((row, place) => `${place + 1}${letter(data(row, "answer"))}`).join(" ");
  if (kind === "order") return order.map((id) => data(element(shown, `.order__entry[data-id="${CSS.escape(id)}"]`), "place")).join(" ");
  return data(shown, "answer").split(" ").map(letter).sort().join(" ");
}

/** The answer key of these versions: a table, then the worked steps in the order of the first. @param {Found[]} found @param {string} title @param {string[]} versions @param {string} top */
export function answerKey(found, title, versions, top) {
  const made = make("section", "paper__key");
  const all = questions(found, top);
  const orders = versions.map((version) => orderIn(version, all));
  const first = orders[0] ?? all;
  const only = make("p", "paper__letters");
  only.append(...first.flatMap((question, place) => [make("strong", "", `${place + 1}.`), ` ${keyIn(question, versions[0] ?? "A")}   `]));
  const table = document.createElement("table");
  table.className = "paper__table";
  const row = document.createElement("tr");
  row.append(...versions.map((version) => scoped(`Version ${version}`, "col")));
  table.createTHead().append(row);
  const body = table.createTBody();
  for (const question of first) {
    const line = document.createElement("tr");
    for (const [place, version] of versions.entries()) {
      const number = (orders[place]?.indexOf(question) ?? 0) + 1;
      const cell = make("td");
      cell.append(make("strong", "", `${number}.`), ` ${keyIn(question, version)}`);
      line.append(cell);
    }
    body.append(line);
  }
  made.append(head(title ? `Answer key: ${title}` : "Answer key"), versions.length > 1 ? table : only, make("h3", "", versions.length > 1 ? `Worked, in the order of version ${versions[0]}` : "Worked"));
  for (const [place, question] of first.entries()) {
    const worked = make("div", "paper__worked");
    const line = make("p");
    line.append(make("strong", "", `${place + 1}. ${keyIn(question, versions[0] ?? "A")}`));
    const right = elements(question.shown, ".option[data-correct] .option__text").map((option) => option.textContent?.trim());
    if (right.length) line.append(` ${right.join("; ")}`);
    const steps = document.createElement("ol");
    steps.append(...elements(question.shown, ".steps > li").map((step) => step.cloneNode(true)));
    worked.append(line, steps);
    made.append(worked);
  }
  return made;
}

/** @param {string} text @param {string} scope */
function scoped(text, scope) {
  const cell = make("th", "", text);
  cell.setAttribute("scope", scope);
  return cell;
}

/** Print these parts of the page and nothing else. @param {HTMLElement} tool @param {HTMLElement[]} parts */
export function print(tool, parts) {
  const paper = element(tool, ".paper");
  paper.replaceChildren(...parts);
  const rights = document.querySelector(".md-copyright")?.cloneNode(true);
  if (rights instanceof HTMLElement) {
    rights.className = "paper__rights";
    parts.at(-1)?.append(rights);
  }
  addEventListener("afterprint", () => paper.replaceChildren(), { once: true });
  window.print();
}
