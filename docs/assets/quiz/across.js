/** Mixed practice: questions of every topic, and more of those in which answers were wrong. */

import { element } from "../elements.js";
import { address, shares } from "./address.js";
import { newSeed } from "./form.js";
import { followAddress, go } from "./set.js";
import { need, read, tally } from "./store.js";
import { ready, topicsOf } from "./topics.js";

const AT_ONCE = 10;
const MOST_NAMED = 3;

/** Whoever comes by a link that ends so gets questions at once. */
const BEGIN = "#begin";

/** @param {HTMLElement} tool */
export function begin(tool) {
  const topics = topicsOf(tool).filter(({ past }) => !past);
  const draw = element(tool, "[data-action=draw]");
  element(tool, ".quiz").dataset.more = String(AT_ONCE);
  /** New questions of every topic; none of the hard ones for who has answered nothing yet. @returns {import("./types.js").Wanted} */
  const others = () => {
    const seed = newSeed();
    const counts = shares(topics.map((topic) => topic.id), AT_ONCE, seed, need);
    return { seed, counts, levels: Object.keys(read().items).length ? [1, 2, 3] : [1, 2], bank: Number(tool.dataset.edition) };
  };
  const showLeaning = () => {
    element(tool, ".tool__lean").innerHTML = leaning(topics);
  };
  draw.addEventListener("click", () => {
    draw.textContent = "Draw others";
    showLeaning();
    go(tool, others());
  });
  showLeaning();
  if (location.hash === BEGIN) history.replaceState(null, "", address(others()));
  if (location.hash) draw.textContent = "Draw others";
  followAddress(tool);
  ready(tool);
}

/** What comes more often, in one sentence. @param {import("./types.js").Topic[]} topics */
function leaning(topics) {
  const missed = topics.map((topic) => ({ ...topic, ...tally(topic.id), weight: need(topic.id) })).filter((topic) => topic.right < topic.answered);
  if (!missed.length) return "Nothing was missed so far, so every topic comes alike.";
  const names = missed
    .sort((one, other) => other.weight - one.weight)
    .slice(0, MOST_NAMED)
    .map(({ title, right, answered }) => `<strong>${title}</strong> (${right} of ${answered} right)`);
  return `More of what you missed: ${names.join(", ")}.`;
}
