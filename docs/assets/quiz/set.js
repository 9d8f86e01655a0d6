/** A set of questions of one's own: chosen topics, levels and number. The address of the page always names the set shown. */

import { element, elements } from "../elements.js";
import { address, drawSet, newSeed, shares, wantedIn } from "./address.js";
import { goToFirst, show } from "./draw.js";
import { choose, chosen, fetched, offerChoices, offerLink, ready, say, topicsOf } from "./topics.js";

/** @param {HTMLElement} tool */
export function begin(tool) {
  const form = element(tool, "form.tool__choices", HTMLFormElement);
  offerChoices(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { topics, levels, count } = chosen(form);
    if (!topics.length || !levels.length) {
      say(tool, "Choose a topic and a level first.");
      return;
    }
    const seed = newSeed();
    go(tool, { seed, counts: shares(topics, count, seed), levels, bank: Number(tool.dataset.edition) });
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
  const wanted = wantedIn(location.hash, Number(tool.dataset.edition), all.map((topic) => topic.id));
  element(tool, ".tool__share").hidden = true;
  if (!wanted) {
    show(quiz, []);
    say(tool, location.hash.includes("topics=") ? "This address names no topic that there is." : "");
    return;
  }
  delete wanted.minutes;
  const whole = address(wanted);
  if (location.hash !== whole) history.replaceState(null, "", whole);
  for (const form of elements(tool, "form.tool__choices", HTMLFormElement)) choose(form, wanted);
  const items = await fetched(tool, all.filter((topic) => wanted.counts.get(topic.id)), () => fromAddress(tool));
  if (!items || location.hash !== whole) return;
  const drawn = drawSet(items, wanted);
  show(quiz, drawn, wanted.seed);
  element(tool, ".tool__share").hidden = !drawn.length;
  say(tool, drawn.length ? `${drawn.length} ${drawn.length === 1 ? "question" : "questions"}. The address of this page gives everybody the same.` : "There is no such question.");
  goToFirst(quiz);
}
