/**
 * The player: grades a form from the data in the page, shows feedback, and draws further items from a pool.
 * It computes no answer. Without it every item can be read, and its worked answer opens.
 */

import { clear, grade, missing, move } from "./kinds.js";

const IN_PARTS = new Set(["match", "order", "claim-lines"]);
const RIGHT = '<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12.5l5.5 5.5L20 6.5"/></svg>';
const WRONG = '<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path d="M5.5 5.5l13 13M18.5 5.5l-13 13"/></svg>';

/** @param {boolean} right @param {string} word */
const verdict = (right, word) => `${right ? RIGHT : WRONG}<span>${word}</span>`;

/**
 * Bring the buttons of a form or quiz to life. Without a script they are hidden, and Check is disabled as well,
 * so that Enter in a form does not send it anywhere.
 * @param {ParentNode} root
 */
function enliven(root) {
  for (const part of root.querySelectorAll(".item__actions, .quiz__more, .order__buttons")) part.hidden = false;
  for (const button of root.querySelectorAll(".item__actions [type=submit]")) button.disabled = false;
}

/** @param {HTMLFormElement} form */
function check(form) {
  const result = form.querySelector(".item__result");
  const given = new FormData(form).get("answer");
  const answer = form.dataset.answer;
  if (IN_PARTS.has(form.dataset.kind)) {
    const open = missing(form);
    if (open) {
      tell(result, "", open);
      return;
    }
    const graded = grade(form, (mark, ok) => {
      mark.innerHTML = verdict(ok, ok ? "right" : "wrong");
      mark.hidden = false;
    });
    finish(form, graded.right, graded.said);
    return;
  }
  if (form.dataset.kind === "number" && !/^\d+$/.test(String(given ?? "").trim())) {
    tell(result, "", "Write a whole number first.");
    form.querySelector("input").focus();
    return;
  }
  if (given === null) {
    tell(result, "", "Choose an answer first.");
    form.querySelector("input").focus();
    return;
  }
  const all = new FormData(form).getAll("answer").join(" ");
  const right = form.dataset.kind === "number" ? Number(given) === Number(answer) : all === answer;
  for (const option of form.querySelectorAll(".option")) {
    const correct = option.hasAttribute("data-correct");
    const mark = option.querySelector(".option__verdict");
    option.dataset.verdict = correct ? "right" : "wrong";
    mark.innerHTML = verdict(correct, correct ? "right" : "wrong");
    mark.hidden = false;
    const chosen = option.querySelector("input").checked;
    option.toggleAttribute("data-chosen", chosen);
    // The feedback of a single choice stands in the result; of several, each says its own.
    option.querySelector(".option__feedback").hidden = chosen && form.dataset.kind !== "multiple";
  }
  finish(form, right, said(form, String(given), right));
}

/** Say how it went and open the worked answer. @param {HTMLFormElement} form @param {boolean} right @param {string} words */
function finish(form, right, words) {
  const result = form.querySelector(".item__result");
  tell(result, right ? "right" : "wrong", `${verdict(right, right ? "Right." : "Not right.")} ${words}`);
  form.dataset.checked = right ? "right" : "wrong";
  for (const field of form.querySelectorAll("input, select, .order__move")) field.disabled = true;
  form.querySelector("[type=submit]").hidden = true;
  form.querySelector("[data-action=again]").hidden = false;
  form.querySelector(".item__worked").open = true;
  result.focus();
}

/**
 * What to say to the answer given: the feedback of the option or of the known wrong number.
 * @param {HTMLFormElement} form @param {string} given @param {boolean} right
 */
function said(form, given, right) {
  if (form.dataset.kind === "multiple") {
    if (right) return "You found every one, and no other.";
    const options = [...form.querySelectorAll(".option")];
    const missed = options.filter((option) => option.hasAttribute("data-correct") && !option.querySelector("input").checked).length;
    const extra = options.filter((option) => !option.hasAttribute("data-correct") && option.querySelector("input").checked).length;
    return [missed && `${missed} right ${missed === 1 ? "one is" : "ones are"} missing.`, extra && `${extra} of yours ${extra === 1 ? "is" : "are"} wrong.`]
      .filter(Boolean)
      .join(" ");
  }
  if (form.dataset.kind === "single" || form.dataset.kind === "find") {
    const option = form.querySelector(`input[value="${CSS.escape(given)}"]`).closest(".option");
    return option.querySelector(".option__feedback").innerHTML.replace(/^Right[:.] */, "");
  }
  if (right) return "";
  const known = form.querySelector(`.item__known [data-value="${Number(given)}"]`);
  return known ? known.innerHTML : `Not ${Number(given)}: follow the steps below.`;
}

/** @param {Element} result @param {string} kind @param {string} html */
function tell(result, kind, html) {
  result.className = `item__result${kind ? ` item__result--${kind}` : " item__result--note"}`;
  result.innerHTML = html;
}

/** @param {HTMLFormElement} form */
function again(form) {
  form.reset();
  delete form.dataset.checked;
  for (const option of form.querySelectorAll(".option")) {
    delete option.dataset.verdict;
    option.removeAttribute("data-chosen");
    option.querySelector(".option__verdict").hidden = true;
    option.querySelector(".option__feedback").hidden = true;
  }
  clear(form);
  for (const field of form.querySelectorAll("input, select, .order__move")) field.disabled = false;
  form.querySelector("[type=submit]").hidden = false;
  form.querySelector("[data-action=again]").hidden = true;
  form.querySelector(".item__worked").open = false;
  const result = form.querySelector(".item__result");
  result.className = "item__result";
  result.textContent = "";
  form.querySelector("input, select, .order__move").focus();
}

/** @type {Map<string, Promise<{id: string, html: string}[]>>} */
const pools = new Map();

/** @param {string} address */
function pool(address) {
  if (!pools.has(address)) {
    const loading = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    });
    pools.set(address, loading.then((data) => data.items));
    loading.catch(() => pools.delete(address));
  }
  return pools.get(address);
}

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
  const shown = new Set([...document.querySelectorAll("form.item")].map((form) => form.id));
  const fresh = items.filter((item) => !shown.has(item.id));
  for (let i = fresh.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [fresh[i], fresh[j]] = [fresh[j], fresh[i]];
  }
  const drawn = fresh.slice(0, Number(quiz.dataset.count));
  list.innerHTML = drawn.map((item) => item.html.replaceAll("@top@/", quiz.dataset.top)).join("\n");
  enliven(list);
  status.textContent = `${drawn.length} new ${drawn.length === 1 ? "question" : "questions"}.`;
  const first = list.querySelector(".item__stem");
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
  list.scrollIntoView({ block: "start" });
}

document.addEventListener("submit", (event) => {
  if (event.target instanceof HTMLFormElement && event.target.matches("form.item")) {
    event.preventDefault();
    if (!event.target.dataset.checked) check(event.target);
  }
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-action]");
  if (!button) return;
  if (button.dataset.action === "again") again(button.closest("form"));
  if (button.dataset.action === "up" || button.dataset.action === "down") {
    tell(button.closest("form").querySelector(".item__result"), "", move(button));
  }
  if (button.dataset.action === "new") renew(button.closest(".quiz"));
});

enliven(document);
