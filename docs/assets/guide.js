/** The one script that every page names: it loads what the page has use for, once the reader comes near it, and nothing else. */

import { keepOffline } from "./offline.js";

/** @type {[string, () => Promise<unknown>][]} */
const PARTS = [
  ["form.item, [data-tool]", () => import("./quiz.js")],
  [".filters", () => import("./examples.js")],
  ["[data-calculator=units]", () => import("./calculator/units-page.js")],
  ["[data-calculator=claim]", () => import("./calculator/claim-page.js")],
];
const NEAR = { rootMargin: "100%" };

for (const [selector, load] of PARTS) {
  const near = new IntersectionObserver((seen) => {
    if (!seen.some((each) => each.isIntersecting)) return;
    near.disconnect();
    load();
  }, NEAR);
  for (const part of document.querySelectorAll(selector)) near.observe(part);
}
keepOffline();
