/** Mixed practice: questions of every topic, and more of those in which answers were wrong. */

import { newSeed, shares } from "./address.js";
import { followAddress, go } from "./set.js";
import { need, tally } from "./store.js";
import { ready, topicsOf } from "./topics.js";

const AT_ONCE = 10;
const TOLD = 3;

/** @param {HTMLElement} tool */
export function begin(tool) {
  const topics = topicsOf(tool);
  const draw = tool.querySelector("[data-action=draw]");
  const tell = () => (tool.querySelector(".tool__lean").innerHTML = leaning(topics));
  draw.addEventListener("click", () => {
    const seed = newSeed();
    const counts = shares(topics.map((topic) => topic.id), AT_ONCE, seed, need);
    draw.textContent = "Draw others";
    tell();
    go(tool, { seed, counts, levels: [1, 2, 3], bank: Number(tool.dataset.edition) });
  });
  tell();
  followAddress(tool);
  ready(tool);
}

/** What comes more often, in one sentence. @param {import("./topics.js").Topic[]} topics */
function leaning(topics) {
  const missed = topics.map((topic) => ({ ...topic, ...tally(topic.id), weight: need(topic.id) })).filter((topic) => topic.right < topic.answered);
  if (!missed.length) return "Nothing was missed so far, so every topic comes alike.";
  const told = missed
    .sort((one, other) => other.weight - one.weight)
    .slice(0, TOLD)
    .map(({ title, right, answered }) => `<strong>${title}</strong> (${right} of ${answered} right)`);
  return `More of what you missed: ${told.join(", ")}.`;
}
