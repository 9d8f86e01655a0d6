/** The one script that every page names: it loads what the page has use for, and nothing else. */

import { keepOffline } from "./offline.js";

/** @type {[string, () => Promise<unknown>][]} */
const PARTS = [
  ["form.item, [data-tool]", () => import("./quiz.js")],
  [".cite, .proof", () => import("./cite.js")],
  [".filters:not(#fact-filter)", () => import("./examples.js")],
  ["#fact-filter", () => import("./facts.js")],
  ["[data-calculator=units]", () => import("./calculator/units-page.js")],
  ["[data-calculator=claim]", () => import("./calculator/claim-page.js")],
  ["[data-calculator=sliders]", () => import("./calculator/sliders.js")],
  ["[data-finder=code]", () => import("./finder/code-page.js")],
  ["[data-finder=who]", () => import("./finder/who-page.js")],
  ["[data-finder=deadline]", () => import("./finder/deadline-page.js")],
  ["[data-places]", () => import("./places.js")],
  ["[data-finder=pair]", () => import("./finder/pair-page.js")],
  ["[data-letter]", () => import("./finder/letter-page.js")],
];

for (const [selector, load] of PARTS) if (document.querySelector(selector)) load();
keepOffline();
