/** The receipts that a trainer lets this browser keep: their codes alone, and only once they ask for it. */

import { areTexts, isMap } from "../quiz/store.js";

const KEY = "guide97112.receipts";
const VERSION = 1;

/** The codes that are kept; nothing where none are. @returns {string[] | null} */
export function keptCodes() {
  try {
    const value = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return isMap(value) && value.version === VERSION && areTexts(value.codes) ? value.codes : null;
  } catch {
    return null;
  }
}

/** Keep these codes, or forget all. Whether the browser did. @param {string[] | null} codes */
export function keepCodes(codes) {
  try {
    if (codes) localStorage.setItem(KEY, JSON.stringify({ version: VERSION, codes }));
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}
