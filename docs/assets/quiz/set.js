/** A set of questions of one's own: chosen topics, levels and number. The address of the page always names the set shown. */

import { find, homes, idsIn } from "../assignment/items.js";
import { counted, element, elements, make } from "../elements.js";
import { address, assignedIn, drawSet, nameOf, shares, unreadIn, wantedIn } from "./address.js";
import { goToFirst, show } from "./draw.js";
import { newSeed, spread } from "./form.js";
import { withHtml } from "./pools.js";
import { pageOf } from "./session.js";
import { left } from "./sessions.js";
import { bring } from "./stepper.js";
import { choose, chosen, entitle, fetched, offerChoices, offerLink, poolsOf, ready, say, topicsOf } from "./topics.js";

/** @param {HTMLElement} tool */
export function begin(tool) {
  const form = element(tool, "form.tool__choices", HTMLFormElement);
  offerChoices(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { topics, levels, count, title } = chosen(form);
    if (!topics.length || !levels.length) {
      say(tool, "Choose a topic and a level first.");
      return;
    }
    const seed = newSeed();
    go(tool, { seed, counts: shares(topics, count, seed), levels, bank: Number(tool.dataset.edition), ...(title && { title }) });
  });
  followAddress(tool);
  ready(tool);
}

/** Draw another set; the one before is a step back. @param {HTMLElement} tool @param {import("./types.js").Wanted} wanted */
export function go(tool, wanted) {
  const here = location.hash;
  location.hash = address(wanted);
  if (location.hash === here) fromAddress(tool);
}

/** Show what the address of the page names, now and whenever it changes. @param {HTMLElement} tool */
export function followAddress(tool) {
  offerLink(tool);
  addEventListener("hashchange", () => fromAddress(tool));
  fromAddress(tool);
}

/** @param {HTMLElement} tool */
async function fromAddress(tool) {
  const quiz = element(tool, ".quiz");
  const all = topicsOf(tool);
  for (const holder of elements(tool, ".tool__brief")) holder.hidden = true;
  const assigned = assignedIn(location.hash, Number(tool.dataset.edition));
  if (assigned && tool.dataset.index !== undefined) {
    await assign(tool, assigned);
    return;
  }
  const wanted = wantedIn(location.hash, Number(tool.dataset.edition), all.map((topic) => topic.id));
  element(tool, ".tool__share").hidden = true;
  entitle(tool, wanted?.title);
  delete quiz.dataset.assigned;
  if (!wanted) {
    show(quiz, []);
    say(tool, location.hash.includes("topics=") ? "This address names no topic that there is." : "");
    return;
  }
  delete wanted.minutes;
  const whole = address(wanted);
  if (location.hash !== whole) history.replaceState(null, "", whole);
  for (const form of elements(tool, "form.tool__choices", HTMLFormElement)) choose(form, wanted);
  const load = async () => {
    const drawn = drawSet(await poolsOf(all.filter((topic) => wanted.counts.get(topic.id))), wanted);
    // Who was asking again what was missed goes on with that.
    const before = left(pageOf())?.ids.flatMap((id) => drawn.find((item) => item.id === id) ?? []);
    return { drawn, shown: await withHtml(before?.length ? before : drawn) };
  };
  const loaded = await fetched(tool, load, () => fromAddress(tool));
  if (!loaded || location.hash !== whole) return;
  const { drawn, shown } = loaded;
  show(quiz, shown, wanted.seed);
  element(tool, ".tool__share").hidden = !drawn.length;
  const same = `${counted(drawn.length, "question")}. The address of this page gives everybody the same.`;
  say(tool, drawn.length ? [same, aged(tool, wanted.bank)].filter(Boolean).join(" ") : "There is no such question.");
  if (wanted.title && !left(pageOf())?.checked.length) showTitle();
  else goToFirst(quiz);
}

/** Whoever comes by a link with a title sees the title first; who was in the form just now is brought back up to it. */
function showTitle() {
  const title = element(document, "h1");
  if (document.activeElement !== document.body) bring(title);
  scrollTo({ top: 0 });
}

/**
 * Show an assignment: what it is, and its questions in their order. Options stand in the same order for everybody.
 * @param {HTMLElement} tool @param {import("./types.js").Assigned} assigned
 */
async function assign(tool, assigned) {
  const quiz = element(tool, ".quiz");
  const here = location.hash;
  element(tool, ".tool__share").hidden = true;
  entitle(tool, assigned.title || "Assignment");
  const names = assigned.items.map(({ home }) => home);
  const load = async () => find(await poolsOf(await homes(tool, names)), assigned.items);
  const found = await fetched(tool, load, () => fromAddress(tool));
  if (!found || location.hash !== here) return;
  const items = found.flatMap(({ item }) => item ?? []);
  const seed = spread(assigned.items.map(nameOf).join()) % 100_000;
  const before = left(pageOf());
  const again = before?.ids.flatMap((id) => items.find((item) => item.id === id) ?? []) ?? [];
  const isPart = before && again.length === before.ids.length;
  quiz.dataset.assigned = found.flatMap(({ named, item }) => (item ? nameOf(named) : [])).join();
  brief(tool, assigned, items.flatMap(idsIn).length, found.filter(({ item }) => !item));
  show(quiz, isPart ? again : items, seed);
  say(tool, items.length ? "" : "This link names no question that can be asked. Ask whoever gave it to you for another.");
  if (before && before.ended === null && before.place > 0) goToFirst(quiz);
}

/** What is said of a link that is older than the newest questions. @param {HTMLElement} tool @param {number} bank */
function aged(tool, bank) {
  const newest = Number(tool.dataset.edition);
  return bank < newest ? `This link is of edition ${bank} of the questions; the newest is edition ${newest}. What came later is not in it, and answers follow today's rules.` : "";
}

/** What stands before the first question. @param {HTMLElement} tool @param {import("./types.js").Assigned} assigned @param {number} count @param {import("../assignment/items.js").Found[]} gone */
function brief(tool, assigned, count, gone) {
  const { say: instructions, due, minutes } = assigned;
  const holder = element(tool, ".tool__brief");
  const day = due && new Date(`${due}T00:00`).toLocaleDateString("en-US", { weekday: "long", month: "long", day: "numeric", year: "numeric" });
  const bad = unreadIn(assigned, "this link");
  const facts = [counted(count, "question"), minutes ? `about ${counted(minutes, "minute")}` : "", day ? `due ${day}` : "", "ends with a receipt to hand in"];
  holder.replaceChildren(
    ...(instructions ? [make("p", "tool__instructions", instructions)] : []),
    make("p", "tool__facts", facts.filter(Boolean).join(" · ")),
    ...gone.map(({ named, why }) => make("p", "tool__gone", `Question ${assigned.items.indexOf(named) + 1} of this link is left out: ${why}.`)),
    ...[bad, aged(tool, assigned.bank)].filter(Boolean).map((text) => make("p", "tool__gone", text)),
  );
  holder.hidden = false;
}
