/** The end of a session: how it went, what was behind each miss, and what to do next. */

import { button, counted, data, element, elements, grouped, make } from "../elements.js";
import { LEVELS, address, shares, wantedIn } from "./address.js";
import { newSeed } from "./form.js";
import { again } from "./feedback.js";
import { answerOf } from "./fields.js";
import { isAnswered } from "./grade.js";
import { beginAgain } from "./session.js";
import { slipsIn } from "./slips.js";
import { bring, bringHere, formsOf, goTo } from "./stepper.js";
import { isPackage } from "./storage.js";
import { lasting } from "./store.js";
import { topicsOf } from "./topics.js";

/** @typedef {import("./types.js").Session} Session */

const MINUTE = 60_000;
const AT_ONCE = 10;
/** Pages to read that an end names. */
const MOST_PAGES = 3;

/** @param {HTMLElement} quiz @param {Session} session */
export function showEnd(quiz, session) {
  const forms = formsOf(quiz);
  const missed = forms.filter((form) => form.dataset.checked === "wrong");
  const end = document.createElement("section");
  end.className = "session-end";
  const score = make("h2", "", `${forms.length - missed.length} of ${forms.length} right`);
  const [first, others] = waysOn(quiz, forms, missed, session);
  end.append(score, make("p", "", summary(session)), first, comingBack(), receipt(quiz, session));
  end.append(...misses(quiz, forms, missed), ...flagged(quiz, forms, session), ...byTopic(quiz, forms), others);
  leaveEnd(quiz);
  quiz.dataset.ended = "";
  element(quiz, ".quiz__items").before(end);
  bring(score);
}

/** @param {Session} session */
function summary({ begun, spent, helped, ended, ends }) {
  const minutes = Math.round((ends ? Math.min(ended ?? ends, ends) - begun : spent) / MINUTE);
  const time = minutes ? `In ${counted(minutes, "minute")}` : "In less than a minute";
  const late = ends && ended && ended >= ends ? "The time is up. " : "";
  const hints = helped.length ? `, ${helped.length} with a hint` : "";
  return `${late}${time}${hints}.`;
}

/** The receipt of an assignment, once its part of the page is loaded. @param {HTMLElement} quiz @param {Session} session */
function receipt(quiz, { attempt }) {
  if (!attempt || attempt.ended === null) return "";
  const place = make("div");
  import("../receipt/hand_in.js").then(
    ({ handIn }) => place.replaceWith(handIn(quiz, attempt)),
    () => (place.textContent = "Your receipt could not be loaded. Reload this page when you are online."),
  );
  return place;
}

/** How each topic went, where there are several; the one most was missed in comes first. @param {HTMLElement} quiz @param {HTMLFormElement[]} forms */
function byTopic(quiz, forms) {
  const topics = grouped(forms, (form) => data(form, "topic"));
  const tool = quiz.closest("[data-tool]");
  if (!(tool instanceof HTMLElement) || topics.size < 2) return [];
  const titles = new Map(topicsOf(tool).map(({ id, title }) => [id, title]));
  const table = make("table", "session-end__topics");
  table.innerHTML = '<thead><tr><th scope="col">Topic</th><th scope="col">Right</th></tr></thead>';
  const body = document.createElement("tbody");
  /** @param {HTMLFormElement[]} group */
  const rightIn = (group) => group.filter((form) => form.dataset.checked === "right").length;
  for (const [topic, group] of [...topics].sort(([, one], [, other]) => rightIn(one) / one.length - rightIn(other) / other.length)) {
    const row = document.createElement("tr");
    const name = make("th", "", titles.get(topic) ?? topic);
    name.setAttribute("scope", "row");
    row.append(name, make("td", "", `${rightIn(group)} of ${group.length}`));
    body.append(row);
  }
  table.append(body);
  return [table];
}

/**
 * What went wrong: each misconception with the questions that it was met in, by how often; then what no misconception explains.
 * @param {HTMLElement} quiz @param {HTMLFormElement[]} forms @param {HTMLFormElement[]} missed
 */
function misses(quiz, forms, missed) {
  if (!missed.length) return [];
  const given = missed.filter(isAnswered);
  const open = missed.filter((form) => !given.includes(form));
  const slips = given.flatMap((form) => slipsIn(form).map((slip) => ({ ...slip, form })));
  const groups = [...grouped(slips, ({ name }) => name).values()].sort((one, other) => other.length - one.length);
  const list = document.createElement("ul");
  for (const group of groups) {
    const line = document.createElement("li");
    line.innerHTML = group[0]?.said ?? "";
    line.append(" ", toQuestions(quiz, forms, [...new Set(group.map(({ form }) => form))]));
    list.append(line);
  }
  for (const form of given.filter((each) => !slips.some((slip) => slip.form === each))) {
    const line = document.createElement("li");
    line.append(keyOf(form), " ", toQuestions(quiz, forms, [form]));
    list.append(line);
  }
  const unanswered = make("p", "", "Not answered: ");
  unanswered.append(toQuestions(quiz, forms, open));
  return [...(given.length ? [make("h3", "", "What went wrong"), list] : []), ...(open.length ? [unanswered] : [])];
}

/** The right answer, where no misconception explains the one given. @param {HTMLFormElement} form */
function keyOf(form) {
  const wrong = elements(form, '.match__row[data-verdict="wrong"]').map((row) => {
    const right = element(row, `option[value="${CSS.escape(data(row, "answer"))}"]`, HTMLOptionElement);
    return `${element(row, ".match__text").textContent?.trim()}: ${right.textContent}.`;
  });
  if (wrong.length) return `Matched wrongly. ${wrong.join(" ")}`;
  const [[, given] = [], ...others] = answerOf(form);
  if (form.dataset.kind === "number" && !others.length) return `You wrote ${given}; the answer is ${data(form, "answer")}.`;
  return element(form, ".item__key").textContent?.replace(/\s+/g, " ").trim() ?? "";
}

/** @param {HTMLElement} quiz @param {HTMLFormElement[]} forms @param {Session} session */
function flagged(quiz, forms, { flags }) {
  const marked = forms.filter((form) => flags.includes(form.id));
  if (!marked.length) return [];
  const line = make("p", "", "You flagged: ");
  line.append(toQuestions(quiz, forms, marked));
  return [line];
}

/**
 * What is due now and tomorrow. Only the practice pages say it: a page of reference does without the schedule. Where the browser
 * keeps nothing, nothing comes back.
 */
function comingBack() {
  if (isPackage() || !location.pathname.includes("/practice/") || !lasting()) return "";
  const line = make("p", "session-end__due");
  import("./schedule.js").then(({ cards, coming }) => {
    const { today, tomorrow } = coming(cards(), Date.now());
    const more = today ? "more " : "";
    const parts = [
      ...(today ? [`${counted(today, "question")} ${today === 1 ? "is" : "are"} due today`] : []),
      ...(tomorrow ? [`${today ? tomorrow : counted(tomorrow, "question")} ${more}${tomorrow === 1 ? "comes" : "come"} back tomorrow`] : []),
    ];
    line.textContent = parts.length ? `${parts.join(", ")}.` : "Nothing is due today or tomorrow.";
  });
  return line;
}

/**
 * What to do next: the one or two things that most do, which stand in reach below the score, and the others.
 * @param {HTMLElement} quiz @param {HTMLFormElement[]} forms @param {HTMLFormElement[]} missed @param {Session} session
 * @returns {[HTMLElement, HTMLElement]}
 */
function waysOn(quiz, forms, missed, { drawn }) {
  const first = make("div", "session-end__ways");
  const ways = make("div", "session-end__ways");
  ways.append(button("", "Look at every question", () => lookThrough(quiz, 0)));
  // What was reported to an LMS is not answered again, and there is no site around it.
  if (isPackage()) return [first, ways];
  const primary = missed.length ? "" : "button--primary";
  const more = moreButton(quiz);
  const exam = quiz.closest("[data-tool=exam]");
  const assigned = quiz.closest("[data-tool]:has(.tool__brief:not([hidden]))");
  if (missed.length) first.append(button("button--primary", missed.length === 1 ? "Redo the one you missed" : `Redo the ${missed.length} you missed`, () => redo(quiz, missed)));
  if (exam instanceof HTMLElement) first.append(link(tenMore(exam, missed.length ? missed : forms), `${AT_ONCE} more`, primary));
  else if (assigned instanceof HTMLElement) first.append(link(tenMore(assigned, forms), `Ten more on ${topicsIn(forms).length === 1 ? "this topic" : "these topics"}`, primary));
  else if (more) first.append(button(primary, drawn ? "The same case, drawn anew" : `${moreOf(quiz)} more`, () => more.click()));
  if (exam) ways.append(button("", "Set up another exam", () => element(exam, "[data-action=another]").click()));
  const pages = pagesToRead(missed.length || !drawn ? missed : forms);
  if (drawn) for (const { page, title } of pages) ways.append(link(page, `Read: ${title}`));
  else for (const { page } of pages.slice(0, 1)) ways.append(link(page, "Read the page on what you missed"));
  if (drawn) ways.append(link("../", "All cases"));
  if (quiz.closest("[data-tool]") || location.pathname.includes("/practice/")) {
    const home = link(`${data(quiz, "top")}practice/`, "Practice", first.hasChildNodes() ? "" : "button--primary");
    (first.hasChildNodes() ? ways : first).append(home);
  }
  return [first, ways];
}

/**
 * The pages that teach questions, those of most questions first, with their titles.
 * @param {HTMLFormElement[]} forms @returns {{page: string, title: string}[]}
 */
function pagesToRead(forms) {
  const links = forms.flatMap((form) => elements(form, ".item__page", HTMLAnchorElement));
  const pages = grouped(links, (each) => each.getAttribute("href") ?? "");
  const ranked = [...pages].sort(([, one], [, other]) => other.length - one.length).slice(0, MOST_PAGES);
  return ranked.map(([page, [first]]) => ({ page, title: first?.dataset.title ?? "" }));
}

/** @param {HTMLFormElement[]} forms */
const topicsIn = (forms) => [...new Set(forms.map((form) => data(form, "topic")))];

/** The address of practice on the topics of questions. @param {HTMLElement} tool @param {HTMLFormElement[]} forms */
function tenMore(tool, forms) {
  const edition = Number(tool.dataset.edition);
  const topics = topicsIn(forms);
  const levels = wantedIn(location.hash, edition, topics)?.levels ?? LEVELS;
  const seed = newSeed();
  return `${data(tool, "top")}practice/set/${address({ seed, counts: shares(topics, AT_ONCE, seed), levels, bank: edition })}`;
}

/** What draws further questions on this page. @param {HTMLElement} quiz */
function moreButton(quiz) {
  const around = quiz.closest("[data-tool]") ?? quiz;
  const wanted = "[data-action=new], [data-action=draw], [data-action=review], .tool__choices [type=submit]";
  return elements(around, wanted, HTMLButtonElement).find((each) => !each.hidden);
}

/** How many questions that is: as many as the form of a tool asks for, or as the quiz says. @param {HTMLElement} quiz */
function moreOf(quiz) {
  const field = quiz.closest("[data-tool]")?.querySelector("input[name=count]");
  return (field instanceof HTMLInputElement && field.value) || (quiz.dataset.more ?? formsOf(quiz).length);
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
  beginAgain(quiz);
  bringHere(quiz);
}

/** @param {HTMLElement} quiz @param {number} place */
function lookThrough(quiz, place) {
  leaveEnd(quiz);
  goTo(quiz, place);
}

/** Questions by their numbers, each of which leads to it. @param {HTMLElement} quiz @param {HTMLFormElement[]} forms @param {HTMLFormElement[]} wanted */
function toQuestions(quiz, forms, wanted) {
  const row = make("span", "session-end__questions");
  for (const form of wanted) {
    const place = forms.indexOf(form);
    const question = make("button", "session-end__question", `Question ${place + 1}`);
    question.setAttribute("type", "button");
    question.addEventListener("click", () => lookThrough(quiz, place));
    row.append(question, " ");
  }
  return row;
}

/** @param {string} to @param {string} text @param {string} [name] classes beside its own */
function link(to, text, name = "") {
  const made = make("a", `button ${name}`, text);
  made.setAttribute("href", to);
  return made;
}
