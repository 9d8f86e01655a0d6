/** The one script that every page names: it loads what the page has use for, and nothing else. */

import { keepOffline } from "./offline.js";

/** @type {[string, () => Promise<unknown>][]} */
const PARTS = [
  ["[data-tool], .quiz:not(h2 ~ *) form.item", () => import("./quiz.js")],
  ["[data-home]", () => import("./quiz/home.js").then(({ begin }) => begin())],
  [".cite, .proof", () => import("./cite.js")],
  [".filters:not(#fact-filter)", () => import("./examples.js")],
  ["#fact-filter", () => import("./facts.js")],
  ["[data-calculator=units]", () => import("./calculator/units-page.js")],
  ["[data-calculator=claim]", () => import("./calculator/claim-page.js")],
  ["[data-finder=code]", () => import("./finder/code-page.js")],
  ["[data-finder=who]", () => import("./finder/who-page.js")],
  ["[data-finder=deadline]", () => import("./finder/deadline-page.js")],
  ["[data-places]", () => import("./places.js")],
  ["[data-letter]", () => import("./finder/letter-page.js")],
];

/** What stands below the first screen is loaded when it comes near, or when a link carries its answers: the first sight of the page does not wait. */
/** @type {[string, () => Promise<unknown>][]} */
const LATER = [
  ["h2 ~ .quiz", () => import("./quiz.js")],
  ["[data-calculator=sliders]", () => import("./calculator/sliders.js")],
  ["[data-finder=pair]", () => import("./finder/pair-page.js")],
];

/** @param {Element} part @param {() => Promise<unknown>} load */
function whenNear(part, load) {
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      load();
    },
    { rootMargin: "400px" },
  );
  watch.observe(part);
}

for (const [selector, load] of LATER) {
  const part = document.querySelector(selector);
  if (part && location.hash.includes("=")) load();
  else if (part) whenNear(part, load);
}
for (const [selector, load] of PARTS) if (document.querySelector(selector)) load();
keepOffline();
