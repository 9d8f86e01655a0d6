/** The end of a session: how it went, what was behind each miss, and what to do next. */

import { button, data, element, elements, make } from "../elements.js";
import { again } from "./feedback.js";
import { begin } from "./session.js";
import { beginSteps, bring, formsOf } from "./stepper.js";
import { dayOf, due, read } from "./store.js";

/** @typedef {import("./types.js").Session} Session */

const DAY = 86_400_000;
const MINUTE = 60_000;

/** @param {number} count @param {string} noun */
const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** @param {HTMLElement} quiz @param {Session} session */
export function showEnd(quiz, session) {
  const forms = formsOf(quiz);
  const missed = forms.filter((form) => form.dataset.checked === "wrong");
  const end = document.createElement("section");
  end.className = "session-end";
  end.innerHTML = `<h2 tabindex="-1">${forms.length - missed.length} of ${forms.length} right</h2><p>${summary(session)}</p>`;
  end.append(...misses(quiz, forms, missed), ...flagged(quiz, forms, session), comingBack(), waysOn(quiz, forms, missed));
  quiz.dataset.ended = "";
  element(quiz, ".quiz__items").before(end);
  bring(element(end, "h2"));
}

/** @param {Session} session */
function summary({ spent, helped }) {
  const minutes = Math.round(spent / MINUTE);
  const time = minutes ? `In ${counted(minutes, "minute")}` : "In less than a minute";
  return `${time}${helped.length ? `, ${helped.length} with a hint` : ""}.`;
}

/** The misconception behind each miss, by how often it was met. @param {HTMLElement} quiz @param {HTMLFormElement[]} forms @param {HTMLFormElement[]} missed */
function misses(quiz, forms, missed) {
  if (!missed.length) return [make("p", "", "Nothing was missed.")];
  const list = document.createElement("ul");
  for (const form of missed) {
    const line = document.createElement("li");
    line.append(toQuestion(quiz, forms, form), ` ${slipOf(form)}`);
    list.append(line);
  }
  return [make("p", "", "What you missed:"), list];
}

/** The title of the misconception that an answer shows, or what can be said without one. @param {HTMLFormElement} form */
function slipOf(form) {
  const { slip } = form.dataset;
  const title = slip ? form.querySelector(`[data-slip="${CSS.escape(slip)}"] b`)?.textContent : null;
  return title ?? "no known misconception leads to your answer.";
}

/** @param {HTMLElement} quiz @param {HTMLFormElement[]} forms @param {Session} session */
function flagged(quiz, forms, { flags }) {
  const marked = forms.filter((form) => flags.includes(form.id));
  if (!marked.length) return [];
  const line = make("p", "", "You flagged ");
  marked.forEach((form, i) => line.append(...(i ? [", "] : []), toQuestion(quiz, forms, form)));
  line.append(".");
  return [line];
}

/** What waits for review now and tomorrow. */
function comingBack() {
  const now = due().length;
  const tomorrow = dayOf(Date.now() + DAY);
  const then = Object.values(read().items).filter((item) => item.due !== undefined && item.due > Date.now() && dayOf(item.due) <= tomorrow).length;
  if (!now && !then) return make("p", "", "Nothing is due for review tomorrow.");
  const parts = [now && `${counted(now, "question")} ${now === 1 ? "is" : "are"} due for review now`, then && `${counted(then, "question")} tomorrow`];
  return make("p", "", `${parts.filter(Boolean).join(", ")}.`);
}

/** @param {HTMLElement} quiz @param {HTMLFormElement[]} forms @param {HTMLFormElement[]} missed */
function waysOn(quiz, forms, missed) {
  const ways = document.createElement("div");
  ways.className = "session-end__ways";
  const more = moreButton(quiz);
  if (missed.length) ways.append(button("button--primary", missed.length === 1 ? "Redo the one you missed" : `Redo the ${missed.length} you missed`, () => redo(quiz, missed)));
  if (more) ways.append(button(missed.length ? "" : "button--primary", `${quiz.dataset.more ?? forms.length} more`, () => anew(quiz, more)));
  ways.append(button("", "Look at every question", () => lookThrough(quiz, forms[0])));
  const page = weakestPage(missed);
  if (page) ways.append(link(page, "Read the page on what you missed"));
  if (quiz.closest("[data-tool]") || location.pathname.includes("/practice/")) ways.append(link(`${data(quiz, "top")}practice/`, "Practice"));
  return ways;
}

/** The page that teaches most of what was missed. @param {HTMLFormElement[]} missed */
function weakestPage(missed) {
  /** @type {Map<string, number>} */
  const pages = new Map();
  for (const form of missed) {
    const page = elements(form, ".item__sources a", HTMLAnchorElement).at(-1)?.getAttribute("href") ?? "";
    if (page) pages.set(page, (pages.get(page) ?? 0) + 1);
  }
  return [...pages].sort(([, one], [, other]) => other - one)[0]?.[0];
}

/** What draws further questions on this page. @param {HTMLElement} quiz */
function moreButton(quiz) {
  const around = quiz.closest("[data-tool]") ?? quiz;
  return elements(around, "[data-action=new], [data-action=draw], [data-action=review], .tool__choices [type=submit]", HTMLButtonElement).find((each) => !each.hidden);
}

/** @param {HTMLElement} quiz */
function leaveEnd(quiz) {
  quiz.querySelector(".session-end")?.remove();
  delete quiz.dataset.ended;
}

/** Ask again what was missed, and nothing else. @param {HTMLElement} quiz @param {HTMLFormElement[]} missed */
function redo(quiz, missed) {
  leaveEnd(quiz);
  for (const form of formsOf(quiz)) if (!missed.includes(form)) form.remove();
  for (const form of missed) again(form);
  quiz.dataset.drawn = "";
  begin(quiz);
  const [first] = missed;
  if (first) {
    first.hidden = false;
    bring(element(first, ".item__stem"));
  }
}

/** @param {HTMLElement} quiz @param {HTMLButtonElement} more */
function anew(quiz, more) {
  leaveEnd(quiz);
  more.click();
}

/** @param {HTMLElement} quiz @param {HTMLFormElement | undefined} first */
function lookThrough(quiz, first) {
  leaveEnd(quiz);
  beginSteps(quiz, "all");
  if (first) bring(element(first, ".item__stem"));
}

/** @param {HTMLElement} quiz @param {HTMLFormElement[]} forms @param {HTMLFormElement} form */
function toQuestion(quiz, forms, form) {
  const question = make("button", "session-end__question", `Question ${forms.indexOf(form) + 1}`);
  question.setAttribute("type", "button");
  question.addEventListener("click", () => lookThrough(quiz, form));
  return question;
}

/** @param {string} to @param {string} text */
function link(to, text) {
  const made = make("a", "button", text);
  made.setAttribute("href", to);
  return made;
}
