/**
 * An exam: no feedback until the end, items to flag and return to, the time shown. All of it is remembered at every
 * change, so that a reload or a closed laptop loses nothing; the time runs on by the clock.
 */

import { address, drawSet, newSeed, shares, wantedIn } from "./address.js";
import { goToFirst, show } from "./draw.js";
import { answerOf, restore } from "./fields.js";
import { report } from "./report.js";
import { KEY, change, keep, kept, newSitting, setAside } from "./sitting.js";
import { beginSteps, bring, goTo } from "./stepper.js";
import { choose, chosen, fetched, offerChoices, offerLink, ready, say, topicsOf } from "./topics.js";

/** @typedef {import("./sitting.js").Sitting} Sitting */

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The sitting that this page shows, and how it is left. There is one at most. @type {{sitting: Sitting, leave: () => void} | null} */
let shown = null;

/** @param {HTMLElement} tool */
export function begin(tool) {
  const form = tool.querySelector("form.tool__choices");
  offerChoices(form);
  offerLink(tool);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    open(tool);
  });
  tool.querySelector("[data-action=another]").addEventListener("click", () => {
    keep(null);
    history.pushState(null, "", location.pathname);
    offer(tool);
    bring(form.querySelector("legend"));
  });
  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) follow(tool);
  });
  addEventListener("hashchange", () => shown || offer(tool));
  resume(tool);
  ready(tool);
}

/** @param {HTMLElement} tool @param {string} name */
const part = (tool, name) => tool.querySelector(name);

/** What the address of the page asks for. @param {HTMLElement} tool */
const asked = (tool) => wantedIn(location.hash, Number(tool.dataset.edition), topicsOf(tool).map((topic) => topic.id));

/** The form to set up an exam, filled in by the address where it names one. @param {HTMLElement} tool */
function offer(tool) {
  const wanted = asked(tool);
  const form = part(tool, "form.tool__choices");
  for (const name of [".exam__bar", ".exam__after", ".tool__share"]) part(tool, name).hidden = true;
  part(tool, ".exam__report").replaceChildren();
  delete part(tool, ".quiz").dataset.exam;
  show(part(tool, ".quiz"), []);
  form.hidden = false;
  say(tool, "");
  if (!wanted) return;
  choose(form, wanted);
  history.replaceState(null, "", address(wanted));
  part(tool, ".tool__share").hidden = false;
  say(tool, "The address of this page names an exam, the same for everybody. It is set up above.");
}

/** How many items are asked for in all. @param {import("./address.js").Wanted} wanted */
const size = ({ counts }) => [...counts.values()].reduce((sum, count) => sum + count, 0);

/** Begin what the form asks for: the exam of the address as long as the form still says the same. @param {HTMLElement} tool */
async function open(tool) {
  if (kept()?.handed === null) return resume(tool);
  const { topics, levels, count, minutes } = chosen(part(tool, "form.tool__choices"));
  if (!topics.length || !levels.length) {
    say(tool, "Choose a topic and a level first.");
    return;
  }
  const named = asked(tool);
  const seed = named?.seed ?? newSeed();
  const same = named && topics.every((topic) => named.counts.has(topic)) && topics.length === named.counts.size && count === size(named);
  const wanted = { seed, counts: same ? named.counts : shares(topics, count, seed), levels, bank: named?.bank ?? Number(tool.dataset.edition), minutes };
  const items = await fetched(tool, topicsOf(tool).filter((topic) => wanted.counts.get(topic.id)), () => open(tool));
  if (!items) return;
  const ids = drawSet(items, wanted).map((item) => item.id);
  if (!ids.length) {
    say(tool, "There is no such question.");
    return;
  }
  if (kept()?.handed === null) return resume(tool);
  const begun = Date.now();
  const sitting = newSitting({ begun, ends: begun + minutes * MINUTE, address: address(wanted), seed, ids, topics: [...wanted.counts.keys()] });
  const lasts = keep(sitting);
  sit(tool, sitting, items);
  if (!lasts) say(tool, "This browser keeps nothing more: a reload would lose this exam.");
  goToFirst(part(tool, ".quiz"));
}

/** Go on with the sitting that is kept, or show its report; else offer one, as where the address names another. @param {HTMLElement} tool */
async function resume(tool) {
  const sitting = kept();
  const named = asked(tool);
  if (!sitting || (sitting.handed !== null && named && address(named) !== sitting.address)) {
    offer(tool);
    return;
  }
  part(tool, "form.tool__choices").hidden = true;
  const items = await fetched(tool, topicsOf(tool).filter((topic) => sitting.topics.includes(topic.id)), () => resume(tool));
  if (items) sit(tool, sitting, items);
}

/** @param {HTMLElement} tool @param {Sitting} sitting @param {Map<string, import("./form.js").PooledItem[]>} items */
function sit(tool, sitting, items) {
  shown?.leave();
  const known = new Map([...items.values()].flat().map((item) => [item.id, item]));
  const drawn = sitting.ids.flatMap((id) => (known.get(id)?.html ? known.get(id) : []));
  if (!drawn.length) {
    setAside();
    offer(tool);
    say(tool, "The exam that was begun here cannot be read any more. It was set aside.");
    return;
  }
  const quiz = part(tool, ".quiz");
  history.replaceState(null, "", sitting.address);
  part(tool, "form.tool__choices").hidden = true;
  part(tool, ".tool__share").hidden = true;
  part(tool, ".exam__report").replaceChildren();
  quiz.dataset.exam = "";
  show(quiz, drawn, sitting.seed);
  beginSteps(quiz, "one");
  const forms = [...quiz.querySelectorAll("form.item")];
  for (const form of forms) {
    form.querySelector("[type=submit]").hidden = true;
    form.querySelector(".item__worked").hidden = true;
    form.querySelector(".item__question").append(flagOf(form));
    fill(form, sitting);
  }
  if (sitting.handed !== null) {
    end(tool, sitting);
    return;
  }
  part(tool, ".exam__bar").hidden = false;
  number(tool, forms);
  mark(tool, sitting);
  watch(tool, sitting);
}

/** Everything that happens while an exam is sat. @param {HTMLElement} tool @param {Sitting} sitting */
function watch(tool, sitting) {
  const quiz = part(tool, ".quiz");
  const listening = new AbortController();
  const changed = (event) => {
    const form = event.target.closest("form.item");
    if (!form) return;
    // An entry of an order moves after this listener has run.
    setTimeout(() => {
      if (shown?.sitting !== sitting) return;
      const answer = answerOf(form);
      const flagged = form.querySelector(".exam__flag input").checked;
      const now = change(sitting, (data) => {
        data.answers[form.id] = answer;
        data.flags = [...data.flags.filter((id) => id !== form.id), ...(flagged ? [form.id] : [])];
      });
      if (now?.begun === sitting.begun && now.handed === null) mark(tool, now);
      else follow(tool);
    });
  };
  for (const name of ["input", "click"]) quiz.addEventListener(name, changed, { signal: listening.signal });
  quiz.addEventListener("guide:moved", () => mark(tool, kept() ?? sitting), { signal: listening.signal });
  const clock = part(tool, ".exam__clock");
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
  const sure = part(tool, ".exam__sure");
  sure.hidden = true;
  part(tool, "[data-action=hand-in]").onclick = () => {
    const now = kept() ?? sitting;
    const open = sitting.ids.filter((id) => !now.answers[id]?.length && document.getElementById(id)).length;
    if (!open) return handIn(tool);
    sure.hidden = false;
    sure.querySelector("p").textContent = `${open} ${open === 1 ? "question has" : "questions have"} no answer yet.`;
    sure.querySelector("p").focus();
  };
  part(tool, "[data-action=hand-in-anyway]").onclick = () => handIn(tool);
  part(tool, "[data-action=stay]").onclick = () => {
    sure.hidden = true;
    const forms = [...quiz.querySelectorAll("form.item")];
    goTo(quiz, Math.max(0, forms.findIndex((form) => !(kept() ?? sitting).answers[form.id]?.length)));
  };
  tick();
}

/** The exam ends; its answers are remembered by the one tab in which it does. @param {HTMLElement} tool */
function handIn(tool) {
  const { sitting } = shown;
  let mine = false;
  const now = change(sitting, (data) => {
    data.handed = Date.now();
    mine = true;
  });
  if (!mine) {
    follow(tool);
    return;
  }
  shown.leave();
  end(tool, now, true);
  part(tool, ".exam__report h2").focus();
}

/** Do as another tab did with the exam that this one shows. @param {HTMLElement} tool */
function follow(tool) {
  if (!shown) return;
  const now = kept();
  if (now?.begun !== shown.sitting.begun) {
    shown.leave();
    offer(tool);
    say(tool, "This exam was ended in another tab.");
    return;
  }
  for (const form of tool.querySelectorAll("form.item")) {
    if (String(answerOf(form)) !== String(now.answers[form.id] ?? [])) fill(form, now);
    form.querySelector(".exam__flag input").checked = now.flags.includes(form.id);
  }
  mark(tool, now);
  if (now.handed === null) return;
  shown.leave();
  end(tool, now);
}

/** @param {HTMLElement} tool @param {Sitting} sitting @param {boolean} [fresh] whether its answers are still to be remembered */
function end(tool, sitting, fresh = false) {
  part(tool, ".exam__bar").hidden = true;
  delete part(tool, ".quiz").dataset.exam;
  report(tool, sitting.handed >= sitting.ends ? "The time is up. " : "", fresh);
  for (const name of [".exam__after", ".tool__share"]) part(tool, name).hidden = false;
}

/** @param {HTMLFormElement} form */
function flagOf(form) {
  const label = document.createElement("label");
  label.className = "exam__flag";
  label.innerHTML = `<input type="checkbox" name="flag" value="${form.id}"> Come back to this one`;
  return label;
}

/** @param {HTMLFormElement} form @param {Sitting} sitting */
function fill(form, sitting) {
  restore(form, sitting.answers[form.id] ?? []);
  form.querySelector(".exam__flag input").checked = sitting.flags.includes(form.id);
}

/** The row of numbers, each of which leads to its item. @param {HTMLElement} tool @param {HTMLFormElement[]} forms */
function number(tool, forms) {
  const quiz = part(tool, ".quiz");
  part(tool, ".exam__overview").replaceChildren(
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
  const row = part(tool, ".exam__overview");
  const forms = [...tool.querySelectorAll("form.item")];
  [...row.children].forEach((button, place) => {
    const form = forms[place];
    const answered = Boolean(sitting.answers[form.id]?.length);
    const flagged = sitting.flags.includes(form.id);
    const here = !form.hidden && tool.querySelector(".quiz").dataset.view === "one";
    button.toggleAttribute("data-answered", answered);
    button.toggleAttribute("data-flagged", flagged);
    button.setAttribute("aria-label", `Question ${place + 1}, ${answered ? "answered" : "open"}${flagged ? ", flagged" : ""}`);
    if (here) button.setAttribute("aria-current", "step");
    else button.removeAttribute("aria-current");
    if (here) row.scrollLeft = button.offsetLeft - row.offsetLeft - row.clientWidth / 2 + button.offsetWidth / 2;
  });
}
