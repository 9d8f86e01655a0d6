/**
 * The player's entry: listens to the forms and buttons of the page. Without it every item can be read, and its worked
 * answer opens.
 */

import { beginCases, nextPart, partAnswered } from "./quiz/cases.js";
import { again, check, enliven, note } from "./quiz/feedback.js";
import { move } from "./quiz/parts.js";
import { pool } from "./quiz/pools.js";

/** @param {HTMLElement} quiz */
async function renew(quiz) {
  const status = quiz.querySelector(".quiz__status");
  const list = quiz.querySelector(".quiz__items");
  let items;
  try {
    items = await pool(quiz.dataset.pool);
  } catch {
    status.textContent = "The questions could not be loaded. Try again when you are online.";
    return;
  }
  const shown = new Set([...document.querySelectorAll("form.item, .casebook")].map((each) => each.dataset.drawn ?? each.id));
  const fresh = items.filter((item) => !shown.has(item.id));
  for (let i = fresh.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [fresh[i], fresh[j]] = [fresh[j], fresh[i]];
  }
  const drawn = fresh.slice(0, Number(quiz.dataset.count));
  if (drawn.length) list.innerHTML = drawn.map((item) => item.html.replaceAll("@top@/", quiz.dataset.top)).join("\n");
  enliven(list);
  beginCases(list);
  const noun = quiz.dataset.noun ?? "question";
  status.textContent = drawn.length ? `${drawn.length} new ${drawn.length === 1 ? noun : `${noun}s`}.` : "There are no others.";
  if (!drawn.length) return;
  const first = list.querySelector(".item__stem");
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
  list.scrollIntoView({ block: "start" });
}

document.addEventListener("submit", (event) => {
  if (event.target instanceof HTMLFormElement && event.target.matches("form.item")) {
    event.preventDefault();
    if (!event.target.dataset.checked && check(event.target)) partAnswered(event.target);
  }
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-action]");
  if (!button) return;
  if (button.dataset.action === "again") again(button.closest("form"));
  if (button.dataset.action === "up" || button.dataset.action === "down") note(button.closest("form"), move(button));
  if (button.dataset.action === "next-part") nextPart(button);
  if (button.dataset.action === "new") renew(button.closest(".quiz"));
});

enliven(document);
beginCases(document);
