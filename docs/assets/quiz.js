/**
 * The player's entry: listens to the forms and buttons of the page. Without it every item can be read, and its worked
 * answer opens.
 */

import { goToFirst, show, shuffleOptions } from "./quiz/draw.js";
import { again, check, enliven, free, note } from "./quiz/feedback.js";
import { move } from "./quiz/parts.js";
import { pool } from "./quiz/pools.js";
import { beginSteps, measure, step, walk } from "./quiz/stepper.js";
import { record } from "./quiz/store.js";

const TOOLS = new Set(["set", "across", "review", "exam", "progress"]);

/** @param {HTMLElement} quiz @param {HTMLButtonElement} button */
async function renew(quiz, button) {
  const status = quiz.querySelector(".quiz__status");
  let items;
  status.textContent = "Loading …";
  button.disabled = true;
  try {
    items = await pool(quiz.dataset.pool);
  } catch {
    status.textContent = "The questions could not be loaded. Try again when you are online.";
  }
  button.disabled = false;
  if (!items) return button.focus();
  const shown = new Set([...document.querySelectorAll("form.item, .casebook")].map((each) => each.dataset.drawn ?? each.id));
  const fresh = items.filter((item) => item.html && !shown.has(item.id));
  for (let i = fresh.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [fresh[i], fresh[j]] = [fresh[j], fresh[i]];
  }
  const drawn = fresh.slice(0, Number(quiz.dataset.count));
  const noun = quiz.dataset.noun ?? "question";
  status.textContent = drawn.length ? `${drawn.length} new ${drawn.length === 1 ? noun : `${noun}s`}.` : "There are no others.";
  if (!drawn.length) return;
  show(quiz, drawn);
  goToFirst(quiz);
}

/** @param {HTMLFormElement} form */
function answer(form) {
  const { topic, level, seen } = form.dataset;
  const graded = check(form);
  if (!graded) return;
  // Who has just read the answer shows nothing by giving it: the first answer counts.
  if (seen === undefined) record({ id: form.id, topic, level: Number(level), right: graded.right, alone: !form.closest(".casebook") });
  form.dispatchEvent(new CustomEvent("guide:answered", { bubbles: true }));
  const quiz = form.closest(".quiz");
  if (quiz) measure(quiz);
}

document.addEventListener("submit", (event) => {
  if (event.target instanceof HTMLFormElement && event.target.matches("form.item")) {
    event.preventDefault();
    if (!event.target.dataset.checked && !event.target.closest("[data-exam]")) answer(event.target);
  }
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-action]");
  if (!button) return;
  const action = button.dataset.action;
  if (action === "again") again(button.closest("form"));
  if (action === "up" || action === "down") note(button.closest("form"), move(button));
  if (action === "new") renew(button.closest(".quiz"), button);
  if (["view", "back", "next"].includes(action)) walk(button);
});

document.addEventListener("input", (event) => free(event.target));

// Keys, only while the focus is within an item: 1 to 9 or a letter chooses, n and p go on and back.
document.addEventListener("keydown", (event) => {
  const form = event.target instanceof Element && event.target.closest("form.item");
  if (!form || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[type=number], select")) return;
  if (event.key === "n" || event.key === "p") {
    step(form.closest(".quiz"), event.key === "n" ? 1 : -1);
    return;
  }
  const place = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : /^[a-i]$/.test(event.key) ? event.key.charCodeAt(0) - 97 : -1;
  const input = [...form.querySelectorAll(".option input")][place];
  if (!input || input.disabled) return;
  event.preventDefault();
  input.focus();
  input.click();
});

/** What a quiz needs once its items stand in it. @param {HTMLElement} quiz */
function begin(quiz) {
  beginSteps(quiz);
  if (quiz.querySelector(".casebook")) import("./quiz/cases.js").then((cases) => cases.beginCase(quiz));
}

document.addEventListener("guide:drawn", (event) => begin(event.target));

shuffleOptions(document);
for (const quiz of document.querySelectorAll(".quiz")) begin(quiz);
enliven(document);
for (const tool of document.querySelectorAll("[data-tool]")) {
  if (TOOLS.has(tool.dataset.tool)) import(`./quiz/${tool.dataset.tool}.js`).then((module) => module.begin(tool));
}
