/**
 * An exam: no feedback until the end, items to flag and return to, the time shown. All of it is remembered at every
 * change, so that a reload or a closed laptop loses nothing; the time runs on by the clock.
 */

import { element, elements } from "../elements.js";
import { address, drawSet, newSeed, shares, wantedIn } from "./address.js";
import { goToFirst, show } from "./draw.js";
import { answerOf, restore } from "./fields.js";
import { report } from "./report.js";
import { KEY, change, keep, kept, newSitting, setAside } from "./sitting.js";
import { beginSteps, bring, goTo } from "./stepper.js";
import { choose, chosen, fetched, offerChoices, offerLink, ready, say, shownItems, sizeOf, topicsOf } from "./topics.js";

/** @typedef {import("./types.js").Sitting} Sitting */

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The sitting that this page shows, and how it is left. There is one at most. @type {{sitting: Sitting, leave: () => void} | null} */
let shown = null;

/** @param {HTMLElement} tool */
export function begin(tool) {
  const form = choicesOf(tool);
  offerChoices(form);
  offerLink(tool);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    open(tool);
  });
  element(tool, "[data-action=another]").addEventListener("click", () => {
    keep(null);
    history.pushState(null, "", location.pathname);
    offer(tool);
    bring(element(form, "legend"));
  });
  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) follow(tool);
  });
  addEventListener("hashchange", () => {
    if (!shown) offer(tool);
  });
  resume(tool);
  ready(tool);
}

/** @param {HTMLElement} tool */
const choicesOf = (tool) => element(tool, "form.tool__choices", HTMLFormElement);

/** @param {HTMLElement} tool */
const quizOf = (tool) => element(tool, ".quiz");

/** @param {ParentNode} root */
const formsOf = (root) => elements(root, "form.item", HTMLFormElement);

/** The box that marks an item to come back to. @param {HTMLFormElement} form */
const flagOf = (form) => element(form, ".exam__flag input", HTMLInputElement);

/** Whether an item has an answer. @param {Sitting} sitting @param {string} id */
const isAnswered = (sitting, id) => Boolean(sitting.answers[id]?.length);

/** What the address of the page asks for. @param {HTMLElement} tool */
const asked = (tool) => wantedIn(location.hash, Number(tool.dataset.edition), topicsOf(tool).map((topic) => topic.id));

/** The form to set up an exam, filled in by the address where it names one. @param {HTMLElement} tool */
function offer(tool) {
  const wanted = asked(tool);
  const form = choicesOf(tool);
  for (const name of [".exam__bar", ".exam__after", ".tool__share"]) element(tool, name).hidden = true;
  element(tool, ".exam__report").replaceChildren();
  delete quizOf(tool).dataset.exam;
  show(quizOf(tool), []);
  form.hidden = false;
  say(tool, "");
  if (!wanted) return;
  choose(form, wanted);
  history.replaceState(null, "", address(wanted));
  element(tool, ".tool__share").hidden = false;
  say(tool, "The address of this page names an exam, the same for everybody. It is set up above.");
}

/** Begin what the form asks for: the exam of the address as long as the form still says the same. @param {HTMLElement} tool */
async function open(tool) {
  if (kept()?.handed === null) {
    await resume(tool);
    return;
  }
  const { topics, levels, count, minutes } = chosen(choicesOf(tool));
  if (!topics.length || !levels.length) {
    say(tool, "Choose a topic and a level first.");
    return;
  }
  const named = asked(tool);
  const seed = named?.seed ?? newSeed();
  const same = named && topics.every((topic) => named.counts.has(topic)) && topics.length === named.counts.size && count === sizeOf(named.counts);
  const wanted = { seed, counts: same ? named.counts : shares(topics, count, seed), levels, bank: named?.bank ?? Number(tool.dataset.edition), minutes };
  const items = await fetched(tool, topicsOf(tool).filter((topic) => wanted.counts.get(topic.id)), () => open(tool));
  if (!items) return;
  const ids = drawSet(items, wanted).map((item) => item.id);
  if (!ids.length) {
    say(tool, "There is no such question.");
    return;
  }
  if (kept()?.handed === null) {
    await resume(tool);
    return;
  }
  const begun = Date.now();
  const sitting = newSitting({ begun, ends: begun + minutes * MINUTE, address: address(wanted), seed, ids, topics: [...wanted.counts.keys()] });
  const lasts = keep(sitting);
  sit(tool, sitting, items);
  if (!lasts) say(tool, "This browser keeps nothing more: a reload would lose this exam.");
  goToFirst(quizOf(tool));
}

/** Go on with the sitting that is kept, or show its report; else offer one, as where the address names another. @param {HTMLElement} tool */
async function resume(tool) {
  const sitting = kept();
  const named = asked(tool);
  if (!sitting || (sitting.handed !== null && named && address(named) !== sitting.address)) {
    offer(tool);
    return;
  }
  choicesOf(tool).hidden = true;
  const items = await fetched(tool, topicsOf(tool).filter((topic) => sitting.topics.includes(topic.id)), () => resume(tool));
  if (items) sit(tool, sitting, items);
}

/** @param {HTMLElement} tool @param {Sitting} sitting @param {Map<string, import("./types.js").PooledItem[]>} items */
function sit(tool, sitting, items) {
  shown?.leave();
  const known = shownItems(items);
  const drawn = sitting.ids.flatMap((id) => known.get(id) ?? []);
  if (!drawn.length) {
    setAside();
    offer(tool);
    say(tool, "The exam that was begun here cannot be read any more. It was set aside.");
    return;
  }
  const quiz = quizOf(tool);
  history.replaceState(null, "", sitting.address);
  choicesOf(tool).hidden = true;
  element(tool, ".tool__share").hidden = true;
  element(tool, ".exam__report").replaceChildren();
  quiz.dataset.exam = "";
  show(quiz, drawn, sitting.seed);
  beginSteps(quiz, "one");
  const forms = formsOf(quiz);
  for (const form of forms) {
    element(form, "[type=submit]").hidden = true;
    element(form, ".item__worked").hidden = true;
    element(form, ".item__question").append(newFlag(form));
    fill(form, sitting);
  }
  if (sitting.handed !== null) {
    end(tool, sitting, sitting.handed);
    return;
  }
  element(tool, ".exam__bar").hidden = false;
  number(tool, forms);
  mark(tool, sitting);
  watch(tool, sitting);
}

/** Everything that happens while an exam is sat. @param {HTMLElement} tool @param {Sitting} sitting */
function watch(tool, sitting) {
  const quiz = quizOf(tool);
  const listening = new AbortController();
  /** @param {Event} event */
  const changed = (event) => {
    const form = event.target instanceof Element && event.target.closest("form.item");
    if (!(form instanceof HTMLFormElement)) return;
    // An entry of an order moves after this listener has run.
    setTimeout(() => {
      if (shown?.sitting !== sitting) return;
      const answer = answerOf(form);
      const flagged = flagOf(form).checked;
      const now = change(sitting, (current) => {
        current.answers[form.id] = answer;
        current.flags = [...current.flags.filter((id) => id !== form.id), ...(flagged ? [form.id] : [])];
      });
      if (now?.begun === sitting.begun && now.handed === null) mark(tool, now);
      else follow(tool);
    });
  };
  for (const name of ["input", "click"]) quiz.addEventListener(name, changed, { signal: listening.signal });
  quiz.addEventListener("guide:moved", () => mark(tool, kept() ?? sitting), { signal: listening.signal });
  const clock = element(tool, ".exam__clock");
  const tick = () => {
    const left = Math.max(0, Math.ceil((sitting.ends - Date.now()) / SECOND));
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")} left`;
    if (left === 0) handIn(tool);
  };
  const running = setInterval(tick, SECOND);
  const leave = () => {
    clearInterval(running);
    listening.abort();
    shown = null;
  };
  shown = { sitting, leave };
  const sure = element(tool, ".exam__sure");
  sure.hidden = true;
  element(tool, "[data-action=hand-in]").onclick = () => {
    const now = kept() ?? sitting;
    const unanswered = sitting.ids.filter((id) => !isAnswered(now, id) && document.getElementById(id)).length;
    if (!unanswered) {
      handIn(tool);
      return;
    }
    const words = element(sure, "p");
    sure.hidden = false;
    words.textContent = `${unanswered} ${unanswered === 1 ? "question has" : "questions have"} no answer yet.`;
    words.focus();
  };
  element(tool, "[data-action=hand-in-anyway]").onclick = () => handIn(tool);
  element(tool, "[data-action=stay]").onclick = () => {
    sure.hidden = true;
    const now = kept() ?? sitting;
    goTo(quiz, Math.max(0, formsOf(quiz).findIndex((form) => !isAnswered(now, form.id))));
  };
  tick();
}

/** The exam ends; its answers are remembered by the one tab in which it does. @param {HTMLElement} tool */
function handIn(tool) {
  if (!shown) return;
  const handed = Date.now();
  let mine = false;
  const now = change(shown.sitting, (current) => {
    current.handed = handed;
    mine = true;
  });
  if (!mine || !now) {
    follow(tool);
    return;
  }
  shown.leave();
  end(tool, now, handed, true);
  element(tool, ".exam__report h2").focus();
}

/** Do as another tab did with the exam that this one shows. @param {HTMLElement} tool */
function follow(tool) {
  if (!shown) return;
  const now = kept();
  if (!now || now.begun !== shown.sitting.begun) {
    shown.leave();
    offer(tool);
    say(tool, "This exam was ended in another tab.");
    return;
  }
  for (const form of formsOf(tool)) {
    if (String(answerOf(form)) !== String(now.answers[form.id] ?? [])) fill(form, now);
    flagOf(form).checked = now.flags.includes(form.id);
  }
  mark(tool, now);
  if (now.handed === null) return;
  shown.leave();
  end(tool, now, now.handed);
}

/**
 * Show how the exam went.
 * @param {HTMLElement} tool @param {Sitting} sitting @param {number} handed when it was handed in
 * @param {boolean} [fresh] whether its answers are still to be remembered
 */
function end(tool, sitting, handed, fresh = false) {
  element(tool, ".exam__bar").hidden = true;
  delete quizOf(tool).dataset.exam;
  report(tool, handed >= sitting.ends ? "The time is up. " : "", fresh);
  for (const name of [".exam__after", ".tool__share"]) element(tool, name).hidden = false;
}

/** @param {HTMLFormElement} form */
function newFlag(form) {
  const label = document.createElement("label");
  label.className = "exam__flag";
  label.innerHTML = `<input type="checkbox" name="flag" value="${form.id}"> Come back to this one`;
  return label;
}

/** @param {HTMLFormElement} form @param {Sitting} sitting */
function fill(form, sitting) {
  restore(form, sitting.answers[form.id] ?? []);
  flagOf(form).checked = sitting.flags.includes(form.id);
}

/** The row of numbers, each of which leads to its item. @param {HTMLElement} tool @param {HTMLFormElement[]} forms */
function number(tool, forms) {
  const quiz = quizOf(tool);
  element(tool, ".exam__overview").replaceChildren(
    ...forms.map((_, place) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "exam__number";
      button.textContent = String(place + 1);
      button.addEventListener("click", () => goTo(quiz, place));
      return button;
    }),
  );
}

/** What is answered, what is flagged, and which item is shown. @param {HTMLElement} tool @param {Sitting} sitting */
function mark(tool, sitting) {
  const row = element(tool, ".exam__overview");
  const buttons = elements(row, ".exam__number");
  formsOf(tool).forEach((form, place) => {
    const button = buttons[place];
    if (!button) return;
    const answered = isAnswered(sitting, form.id);
    const flagged = sitting.flags.includes(form.id);
    const here = !form.hidden && quizOf(tool).dataset.view === "one";
    button.toggleAttribute("data-answered", answered);
    button.toggleAttribute("data-flagged", flagged);
    button.setAttribute("aria-label", `Question ${place + 1}, ${answered ? "answered" : "open"}${flagged ? ", flagged" : ""}`);
    if (here) button.setAttribute("aria-current", "step");
    else button.removeAttribute("aria-current");
    if (here) row.scrollLeft = button.offsetLeft - row.offsetLeft - row.clientWidth / 2 + button.offsetWidth / 2;
  });
}
