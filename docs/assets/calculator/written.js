/** What the calculators' pages share: steps with their facts, units of a claim as a line, and an answer as one types. */

import { make } from "../elements.js";
import { sentence } from "./sentences.js";

/** @import { Kinds, Phrase, Units } from "./types.js" */

const WAIT = 150;

/** Steps as entries of a list, each with links to its facts. @param {Phrase[]} steps @param {Kinds} says @param {Record<string, string>} facts */
export function stepEntries(steps, says, facts) {
  return steps.map((step) => {
    const { text, cites } = sentence(step, says);
    const entry = make("li", "", `${text} `);
    for (const cite of cites) {
      const link = make("a", "fact__id", cite);
      link.setAttribute("href", facts[cite] ?? "");
      entry.append(link, " ");
    }
    return entry;
  });
}

/** Each acceptable claim as "97112 × 2, 97110 × 1", in the order of the services. @param {Units[]} claims @param {string[]} order */
export function claimsAsText(claims, order) {
  const codes = [...new Set(order)];
  return claims.map((claim) => codes.filter((code) => claim[code]).map((code) => `${code} × ${claim[code]}`).join(", ") || "nothing is billed");
}

/** The claims one below another, or that the sources do not settle them. @param {Element} answer @param {string[]} claims */
export function writeClaims(answer, claims) {
  const written = claims.map((text, i) => make("span", "calculator__claim", i ? `or ${text}` : text));
  answer.replaceChildren(...(written.length ? written : [make("span", "", "Unsettled")]));
}

/** Show the answer as one types, with a pause between, or at once on Enter. @param {HTMLElement} form @param {() => void} show */
export function onInput(form, show) {
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, WAIT);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
}
