/** Where the browser keeps nothing, practice says so once, above itself. */

import { make } from "../elements.js";
import { lasting } from "./store.js";

const WORDS = "This browser keeps nothing for this site: its storage is closed or full. You can practice all the same; it is forgotten when you leave the page.";

/** @param {HTMLElement | undefined} practice */
export function sayIfUnkept(practice) {
  if (practice && !lasting()) practice.before(make("p", "unkept", WORDS));
}
