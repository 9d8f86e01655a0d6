/** The one script that every page names: it loads what the page has use for, and nothing else. */

import { keepOffline } from "./offline.js";

// The calculators' types are not checked yet: the casts keep tsc from following these imports.
/** @type {[string, () => Promise<unknown>][]} */
const PARTS = [
  ["form.item, [data-tool]", () => import("./quiz.js")],
  [".filters", () => import("./examples.js")],
  ["[data-calculator=units]", () => import(/** @type {string} */ ("./calculator/units-page.js"))],
  ["[data-calculator=claim]", () => import(/** @type {string} */ ("./calculator/claim-page.js"))],
];

for (const [selector, load] of PARTS) if (document.querySelector(selector)) load();
keepOffline();
