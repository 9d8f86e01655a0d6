/**
 * Sessions that were begun and not finished, as the browser keeps them, by the address of their page: the questions in their
 * order, what was answered, and how far it went. Read with every part checked; what cannot be read is set aside.
 */

import { areFields, areTexts, isCount, isMap, putAside } from "./store.js";

const KEY = "guide97112.sessions";
const VERSION = 1;
/** More pages than this are not gone back to; the one left longest ago is forgotten. */
const MOST = 12;

/** @typedef {import("./types.js").Session} Session */

/** Where the browser keeps nothing they last as long as the page. @type {Record<string, Session> | null} */
let memory = null;

/** @param {unknown} value @returns {value is Session} */
const isSession = (value) =>
  isMap(value) &&
  typeof value.title === "string" &&
  [value.seed, value.place, value.spent, value.last].every(isCount) &&
  [value.ids, value.checked, value.helped, value.flags].every(areTexts) &&
  areTexts(value.ids) &&
  value.ids.length > 0 &&
  isMap(value.answers) &&
  Object.values(value.answers).every(areFields);

/** @returns {Record<string, Session>} */
export function sessions() {
  if (memory) return memory;
  let raw;
  try {
    raw = localStorage.getItem(KEY);
  } catch {
    memory = {};
    return memory;
  }
  if (raw === null) return {};
  try {
    const value = JSON.parse(raw);
    if (isMap(value) && value.version === VERSION && isMap(value.pages) && Object.values(value.pages).every(isSession)) {
      return /** @type {Record<string, Session>} */ (value.pages);
    }
  } catch {
    // It is set aside below.
  }
  if (!putAside(KEY)) memory = {};
  return {};
}

/** The session that was left on a page. @param {string} page */
export const left = (page) => sessions()[page] ?? null;

/** Keep how far a session has come, or forget it once it is finished. @param {string} page @param {Session | null} session */
export function leave(page, session) {
  const pages = { ...sessions() };
  delete pages[page];
  if (session) pages[page] = session;
  const newest = Object.entries(pages).sort(([, one], [, other]) => other.last - one.last).slice(0, MOST);
  const kept = Object.fromEntries(newest);
  if (!memory) {
    try {
      localStorage.setItem(KEY, JSON.stringify({ version: VERSION, pages: kept }));
      return;
    } catch {
      // No room, or no storage at all.
    }
  }
  memory = kept;
}
