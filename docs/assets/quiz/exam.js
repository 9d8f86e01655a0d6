/**
 * An exam: no feedback until the end, items to flag and return to, the time shown. All of it is remembered at every
 * change, so that a reload or a closed laptop loses nothing; the time runs on by the clock.
 */

import { show } from "./draw.js";
import { gradeAll } from "./feedback.js";
import { bankForm } from "./form.js";
import { shares } from "./set.js";
import { beginSteps, goTo } from "./stepper.js";
import { record } from "./store.js";
import { OFFLINE, chosen, itemsOf, offerChoices, say, topicsOf } from "./topics.js";

const KEY = "guide97112.exam";
const VERSION = 1;
const SECOND = 1000;

/**
 * @typedef {object} Sitting
 * @property {number} version @property {number} seed @property {string[]} ids in their order @property {string[]} topics
 * @property {Record<string, [string, string][]>} answers fields by item @property {string[]} flags @property {number} ends
 */

/** @returns {Sitting | null} */
function resumed() {
  try {
    const data = JSON.parse(localStorage.getItem(KEY) ?? "null");
    const sound =
      data?.version === VERSION && Array.isArray(data.ids) && Array.isArray(data.topics) && Array.isArray(data.flags) && Number.isFinite(data.ends);
    return sound && data.answers && typeof data.answers === "object" ? data : null;
  } catch {
    return null;
  }
}

/** @param {Sitting | null} sitting */
function remember(sitting) {
  try {
    if (sitting) localStorage.setItem(KEY, JSON.stringify(sitting));
    else localStorage.removeItem(KEY);
  } catch {
    // Then the exam lasts as long as the page.
  }
}

/** @param {HTMLElement} tool */
export async function begin(tool) {
  const form = tool.querySelector("form.tool__choices");
  const sitting = resumed();
  form.hidden = Boolean(sitting);
  offerChoices(form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { topics, levels, count } = chosen(form);
    const minutes = Math.min(240, Math.max(1, Math.trunc(Number(new FormData(form).get("minutes"))) || 20));
    if (!topics.length || !levels.length) {
      say(tool, "Choose a topic and a level first.");
      return;
    }
    const seed = Math.floor(Math.random() * 100_000);
    const items = await pools(tool, topics);
    if (!items) return;
    const counts = shares(topics, count, false, seed);
    const ids = [...counts].flatMap(([topic, number]) =>
      bankForm(items.get(topic).filter((item) => item.html && levels.includes(item.level)), number, seed).map((item) => item.id),
    );
    sit(tool, { version: VERSION, seed, ids, topics, answers: {}, flags: [], ends: Date.now() + minutes * 60 * SECOND }, items);
  });
  if (!sitting) return;
  const items = await pools(tool, sitting.topics);
  if (items) sit(tool, sitting, items);
}

/** @param {HTMLElement} tool @param {string[]} topics */
async function pools(tool, topics) {
  try {
    return await itemsOf(topicsOf(tool).filter((topic) => topics.includes(topic.id)));
  } catch {
    say(tool, OFFLINE);
    return null;
  }
}

/** @param {HTMLElement} tool @param {Sitting} sitting @param {Map<string, import("./form.js").PooledItem[]>} items */
function sit(tool, sitting, items) {
  const known = new Map([...items.values()].flat().map((item) => [item.id, item]));
  const drawn = sitting.ids.flatMap((id) => (known.get(id)?.html ? known.get(id) : []));
  const quiz = tool.querySelector(".quiz");
  quiz.dataset.exam = "";
  show(quiz, drawn, sitting.seed);
  beginSteps(quiz, "one");
  for (const form of quiz.querySelectorAll("form.item")) {
    form.querySelector(".item__actions").hidden = true;
    form.querySelector(".item__worked").hidden = true;
    restore(form, sitting.answers[form.id] ?? []);
    form.querySelector(".item__question").append(flagOf(form, sitting));
  }
  tool.querySelector(".tool__choices").hidden = true;
  tool.querySelector(".exam__bar").hidden = false;
  tool.querySelector(".exam__report").replaceChildren();
  remember(sitting);
  overview(tool, sitting);
  const changed = (event) => {
    const form = event.target.closest("form.item");
    if (!form) return;
    // An entry of an order moves after this listener has run.
    setTimeout(() => {
      sitting.answers[form.id] = answerOf(form);
      sitting.flags = [...quiz.querySelectorAll(".exam__flag input:checked")].map((box) => box.value);
      remember(sitting);
      overview(tool, sitting);
    });
  };
  quiz.addEventListener("input", changed);
  quiz.addEventListener("click", changed);
  const clock = tool.querySelector(".exam__clock");
  const tick = () => {
    const left = Math.max(0, Math.ceil((sitting.ends - Date.now()) / SECOND));
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")} left`;
    if (left === 0) end("The time is up.");
  };
  const running = setInterval(tick, SECOND);
  const end = (words) => {
    clearInterval(running);
    quiz.removeEventListener("input", changed);
    quiz.removeEventListener("click", changed);
    remember(null);
    report(tool, quiz, words);
  };
  tool.querySelector("[data-action=hand-in]").onclick = () => end("");
  tick();
}

/** @param {HTMLFormElement} form @param {Sitting} sitting */
function flagOf(form, sitting) {
  const label = document.createElement("label");
  label.className = "exam__flag";
  label.innerHTML = `<input type="checkbox" name="flag" value="${form.id}"${sitting.flags.includes(form.id) ? " checked" : ""}> Come back to this one`;
  return label;
}

/** What was filled in, as fields; an order by its entries. @param {HTMLFormElement} form @returns {[string, string][]} */
function answerOf(form) {
  if (form.dataset.kind === "order") {
    return form.dataset.moved === undefined ? [] : [...form.querySelectorAll(".order__entry")].map((entry) => ["entry", entry.dataset.id]);
  }
  return [...new FormData(form)].filter(([name, value]) => name !== "flag" && value !== "").map(([name, value]) => [name, String(value)]);
}

/** @param {HTMLFormElement} form @param {[string, string][]} fields */
function restore(form, fields) {
  for (const [name, value] of fields) {
    if (name === "entry") {
      const entry = form.querySelector(`.order__entry[data-id="${CSS.escape(value)}"]`);
      entry?.parentElement.append(entry);
      form.dataset.moved = "";
      continue;
    }
    const all = [...form.elements].filter((field) => field.name === name);
    const box = all.find((field) => field.type === "radio" || field.type === "checkbox" ? field.value === value : false);
    if (box) box.checked = true;
    else if (all[0] && !/radio|checkbox/.test(all[0].type)) all[0].value = value;
  }
}

/** The row of numbers: what is answered, what is flagged; each leads to its item. @param {HTMLElement} tool @param {Sitting} sitting */
function overview(tool, sitting) {
  const quiz = tool.querySelector(".quiz");
  const row = tool.querySelector(".exam__overview");
  const forms = [...quiz.querySelectorAll("form.item")];
  row.replaceChildren(
    ...forms.map((form, place) => {
      const button = document.createElement("button");
      const answered = Boolean(sitting.answers[form.id]?.length);
      const flagged = sitting.flags.includes(form.id);
      button.type = "button";
      button.className = "exam__number";
      button.textContent = String(place + 1);
      button.toggleAttribute("data-answered", answered);
      button.toggleAttribute("data-flagged", flagged);
      button.setAttribute("aria-label", `Question ${place + 1}, ${answered ? "answered" : "open"}${flagged ? ", flagged" : ""}`);
      button.addEventListener("click", () => goTo(quiz, place));
      return button;
    }),
  );
}

/** @param {HTMLElement} tool @param {HTMLElement} quiz @param {string} words */
function report(tool, quiz, words) {
  delete quiz.dataset.exam;
  const results = gradeAll(quiz);
  for (const form of quiz.querySelectorAll("form.item")) {
    form.querySelector(".item__worked").hidden = false;
    form.querySelector(".exam__flag").remove();
  }
  for (const { form, right, answered } of results) {
    if (answered) record({ id: form.id, topic: form.dataset.topic, level: Number(form.dataset.level), right });
  }
  const titles = new Map(topicsOf(tool).map((topic) => [topic.id, topic.title]));
  const right = results.filter((each) => each.right).length;
  const rows = [...grouped(results, ({ form }) => form.dataset.topic)].map(
    ([topic, each]) => `<tr><th scope="row">${titles.get(topic)}</th><td>${each.filter((one) => one.right).length} of ${each.length}</td></tr>`,
  );
  const slips = [...grouped(results.filter((each) => each.slip), (each) => each.slip)].sort(([, one], [, other]) => other.length - one.length);
  const told = slips.map(([slip, each]) => `<li><strong>${slip.replaceAll("-", " ")}</strong> (${each.length}): ${each[0].said}</li>`);
  const out = tool.querySelector(".exam__report");
  out.innerHTML = `<h2 tabindex="-1">${words} ${right} of ${results.length} right</h2>
    <table class="exam__topics"><thead><tr><th scope="col">Topic</th><th scope="col">Right</th></tr></thead><tbody>${rows.join("")}</tbody></table>
    ${told.length ? `<h3>What went wrong, by method</h3><ul>${told.join("")}</ul>` : ""}
    <p>Every question stands below with its answer.</p>`;
  tool.querySelector(".exam__bar").hidden = true;
  beginSteps(quiz, "all");
  tool.querySelector(".tool__choices").hidden = false;
  out.querySelector("h2").focus();
}

/** @template T @param {T[]} all @param {(each: T) => string} name @returns {Map<string, T[]>} */
function grouped(all, name) {
  const groups = new Map();
  for (const each of all) groups.set(name(each), [...(groups.get(name(each)) ?? []), each]);
  return groups;
}
