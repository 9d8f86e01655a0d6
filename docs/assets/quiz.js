/**
 * The player's entry: listens to the forms and buttons of the page. Without it every item can be read, and its worked
 * answer opens.
 */

import { around, counted, data, element, elements } from "./elements.js";
import { goToFirst, show, shuffleOptions } from "./quiz/draw.js";
import { again, check, enliven, free, note } from "./quiz/feedback.js";
import { isAsked, isPast } from "./quiz/form.js";
import { addLine, removeLine } from "./quiz/lines.js";
import { afterPaint } from "./quiz/painted.js";
import { move } from "./quiz/parts.js";
import { begin as beginSession, flag, goOn, hint, isCounted, noteAnswer, notePlace, offers, seedHere } from "./quiz/session.js";
import { isExam, measure, step, walk } from "./quiz/stepper.js";
import { record } from "./quiz/store.js";
import { sayIfUnkept } from "./quiz/unkept.js";

/** The tools of the practice pages: each is a module of its own. @type {Record<string, () => Promise<{begin: (tool: HTMLElement) => unknown}>>} */
const TOOLS = {
  set: () => import("./quiz/set.js"),
  across: () => import("./quiz/across.js"),
  review: () => import("./quiz/review.js"),
  exam: () => import("./quiz/exam.js"),
  progress: () => import("./quiz/progress.js"),
  builder: () => import("./assignment/builder.js"),
  results: () => import("./receipt/results.js"),
};

/** Show new items of the quiz's pool, drawn by chance. @param {HTMLElement} quiz @param {HTMLButtonElement} button */
async function renew(quiz, button) {
  const status = element(quiz, ".quiz__status");
  let drawn;
  status.textContent = "Loading …";
  button.disabled = true;
  try {
    const { pool, withHtml } = await import("./quiz/pools.js");
    drawn = await withHtml(byChance(quiz, await pool(data(quiz, "pool"))));
  } catch {
    status.textContent = "The questions could not be loaded. Try again when you are online.";
  }
  button.disabled = false;
  if (!drawn) {
    button.focus();
    return;
  }
  const noun = quiz.dataset.noun ?? "question";
  status.textContent = drawn.length ? `${counted(drawn.length, ["new", noun].join(" "))}.` : "There are no others.";
  if (!drawn.length) return;
  show(quiz, drawn);
  goToFirst(quiz);
}

/** As many items as a quiz shows at once, by chance, and none that is on the page. @param {HTMLElement} quiz @param {import("./quiz/types.js").Pooled[]} items */
function byChance(quiz, items) {
  const shown = new Set(elements(document, "form.item, .casebook").map((item) => item.dataset.drawn ?? item.id));
  return items
    .filter(isAsked)
    .filter((item) => !isPast(/** @type {import("./quiz/types.js").PooledItem} */ (item)))
    .filter((item) => !shown.has(item.id))
    .map((item) => ({ item, place: Math.random() }))
    .sort((one, other) => one.place - other.place)
    .slice(0, Number(quiz.dataset.more ?? quiz.dataset.count))
    .map(({ item }) => item);
}

/** @param {HTMLFormElement} form */
function answer(form) {
  const { level, helped } = form.dataset;
  const known = isCounted(form);
  const graded = check(form);
  if (!graded) return;
  const { right } = graded;
  measure(around(form, ".quiz"));
  afterPaint(() => {
    // Who has just read the answer shows nothing by giving it: the first answer counts.
    if (!known) record({ id: form.id, topic: data(form, "topic"), level: Number(level), right, alone: !form.closest(".casebook"), helped: helped !== undefined });
    form.dispatchEvent(new CustomEvent("guide:answered", { bubbles: true }));
    keepAnswer(form);
  });
}

document.addEventListener("submit", (event) => {
  if (event.target instanceof HTMLFormElement && event.target.matches("form.item")) {
    event.preventDefault();
    if (event.target.closest("[data-exam]")) goOn(around(event.target, ".quiz"));
    else if (!event.target.dataset.checked) answer(event.target);
  }
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-action]");
  if (!(button instanceof HTMLButtonElement)) return;
  const { action } = button.dataset;
  if (action === "again") again(around(button, "form", HTMLFormElement));
  if (action === "up" || action === "down") note(around(button, "form", HTMLFormElement), move(button));
  if (action === "add-line") addLine(around(button, "form", HTMLFormElement));
  if (action === "remove-line") note(around(button, "form", HTMLFormElement), removeLine(button));
  if (action === "new") renew(around(button, ".quiz"), button);
  if (action === "view" || action === "back") walk(button);
  if (action === "on") goOn(around(button, ".quiz"));
  if (action === "hint") hint(around(button, ".quiz"));
  if (action === "flag") flag(around(button, ".quiz"));
  const form = button.closest("form.item");
  if (form instanceof HTMLFormElement && (action === "again" || action === "up" || action === "down")) keepAnswer(form);
});

/** Keep what was filled in, and say in the bar what comes next. @param {HTMLFormElement} form */
function keepAnswer(form) {
  const quiz = around(form, ".quiz");
  noteAnswer(quiz, form);
  measure(quiz);
  offers(quiz, form);
}

document.addEventListener("guide:moved", (event) => {
  if (event instanceof CustomEvent && event.target instanceof HTMLElement) notePlace(event.target, event.detail);
});

document.addEventListener("input", (event) => {
  if (!(event.target instanceof Element)) return;
  free(event.target);
  const form = event.target.closest("form.item");
  if (!(form instanceof HTMLFormElement)) return;
  const quiz = around(form, ".quiz");
  noteAnswer(quiz, form);
  if (isExam(quiz)) measure(quiz);
});

// Keys, only while the focus is within an item: 1 to 9 or a letter chooses, n and p go on and back.
document.addEventListener("keydown", (event) => {
  if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.altKey) return;
  const form = event.target.closest("form.item");
  if (form && event.key === "Enter" && event.target.matches(".item__result")) goOn(around(form, ".quiz"));
  if (!form || event.target.matches("input[type=number], select")) return;
  if (event.key === "n" || event.key === "p") {
    step(around(form, ".quiz"), event.key === "n" ? 1 : -1);
    return;
  }
  const place = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : /^[a-i]$/.test(event.key) ? event.key.charCodeAt(0) - 97 : -1;
  const input = elements(form, ".option input", HTMLInputElement)[place];
  if (!input || input.disabled) return;
  event.preventDefault();
  input.focus();
  input.click();
});

/** What a quiz needs once its items stand in it. @param {HTMLElement} quiz */
function begin(quiz) {
  beginSession(quiz);
  if (quiz.querySelector(".casebook")) import("./quiz/casebook.js").then(({ beginCase }) => beginCase(quiz));
}

document.addEventListener("guide:drawn", (event) => {
  if (event.target instanceof HTMLElement) begin(event.target);
});

for (const quiz of elements(document, ".quiz")) {
  quiz.dataset.seed = String(seedHere());
  shuffleOptions(quiz, Number(quiz.dataset.seed));
  begin(quiz);
}
enliven(document);
for (const tool of elements(document, "[data-tool]")) TOOLS[data(tool, "tool")]?.().then(({ begin: beginTool }) => beginTool(tool));

sayIfUnkept(elements(document, "[data-tool], .quiz:has(.steps-bar, .casebook)")[0]);
