/** The appeal letter: what is typed stands in the letter as text. Nothing is stored, sent, or put into the address. */

import { sentence } from "../calculator/sentences.js";
import { data, element, elements, make } from "../elements.js";
import { dueDay } from "./days.js";
import { today } from "./form.js";

const FULL = new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeZone: "UTC" });
const LONG = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });

const tool = element(document, "[data-letter]");
const form = element(tool, "form", HTMLFormElement);
const letter = element(tool, ".letter");
const received = element(form, "[name=received]", HTMLInputElement);
const places = elements(letter, "[data-slot]").map((place) => ({ place, name: place.dataset.slot ?? "", blank: place.textContent }));
/** @type {import("./days.js").Tables} */
const tables = JSON.parse(data(tool, "tables"));

/** What the form holds of a name. @param {string} name */
const typed = (name) => String(new FormData(form).get(name) ?? "").trim();

/** By when it is due, or what that takes to say. @param {string} kind */
function due(kind) {
  if (!tables.kinds[kind]) return "By when it is due stands in the notice and in your contract with the plan.";
  if (!received.value) return "With that day, the last day to ask stands here.";
  if (received.value < received.min || received.value > received.max) return `Write a day from ${received.min} to ${received.max}.`;
  const { due: last, steps } = dueDay(tables, { what: kind, day: received.value });
  return [`Due ${FULL.format(new Date(last))}.`, ...steps.map((step) => sentence(step, tables.says).text)].join(" ");
}

/** Whether a paragraph is one for this choice. @param {string | undefined} listed @param {string} chosen */
const isFor = (listed, chosen) => listed === undefined || listed.split(" ").includes(chosen);

function show() {
  const [kind, code] = [typed("kind"), typed("code")];
  for (const { place, name, blank } of places) {
    const text = typed(name);
    place.textContent = text || blank;
    place.classList.toggle("letter__blank", !text);
  }
  for (const paragraph of elements(letter, "[data-kinds], [data-codes], [data-needs]")) {
    const { kinds, codes, needs } = paragraph.dataset;
    paragraph.hidden = !isFor(kinds, kind) || !isFor(codes, code) || (needs !== undefined && !typed(needs));
  }
  element(letter, "[data-today]").textContent = LONG.format(new Date(today()));
  const enclosed = new FormData(form).getAll("exhibit").map((exhibit) => make("li", "", String(exhibit)));
  element(letter, ".letter__list").replaceChildren(...enclosed);
  element(form, ".letter__due").textContent = due(kind);
}

form.removeAttribute("data-waiting");
form.addEventListener("input", show);
form.addEventListener("reset", () => setTimeout(show));
form.addEventListener("submit", (event) => event.preventDefault());
element(form, "[data-print]").addEventListener("click", () => print());
show();
