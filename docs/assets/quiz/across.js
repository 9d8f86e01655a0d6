/** Mixed practice: questions of every topic, and more of those in which answers were wrong. */

import { element } from "../elements.js";
import { newSeed, shares } from "./address.js";
import { followAddress, go } from "./set.js";
import { need, tally } from "./store.js";
import { ready, topicsOf } from "./topics.js";

const AT_ONCE = 10;
const MOST_NAMED = 3;

/** @param {HTMLElement} tool */
export function begin(tool) {
  const topics = topicsOf(tool);
  const draw = element(tool, "[data-action=draw]");
  const showLeaning = () => {
    element(tool, ".tool__lean").innerHTML = leaning(topics);
  };
  draw.addEventListener("click", () => {
    const seed = newSeed();
    const counts = shares(topics.map((topic) => topic.id), AT_ONCE, seed, need);
    draw.textContent = "Draw others";
    showLeaning();
    go(tool, { seed, counts, levels: [1, 2, 3], bank: Number(tool.dataset.edition) });
  });
  showLeaning();
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
