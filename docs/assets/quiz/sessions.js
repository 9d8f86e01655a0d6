/**
 * Sessions as the browser keeps them, by the address of their page: the questions in their order, what was answered, and how
 * far it went. Read with every part checked; what cannot be read is set aside. A change is made to what is kept, so that two
 * tabs of one session do not undo each other.
 */

import { isPackage, storage } from "./storage.js";
import { areFields, areTexts, isCount, isMap, own, putAside } from "./store.js";

export const KEY = "guide97112.sessions";
const VERSION = 2;
/** More pages than this are not gone back to: ended sessions are forgotten first, then the one left longest ago. */
const MOST = 16;

/** @typedef {import("./types.js").Session} Session */

/** Where the browser keeps nothing they last as long as the page. @type {Record<string, Session> | null} */
let memory = null;

/** @param {unknown} value @returns {value is import("./types.js").Attempt} */
const isAttempt = (value) =>
  isMap(value) &&
  Array.isArray(value.items) &&
  value.items.every((item) => areTexts(item) && item.length > 1) &&
  isMap(value.first) &&
  Object.values(value.first).every(areFields) &&
  isMap(value.tries) &&
  [...Object.values(value.tries), value.spent, value.ended ?? 0].every(isCount) &&
  [value.right, value.helped].every(areTexts);

/** @param {unknown} value @returns {value is Session} */
const isSession = (value) =>
  isMap(value) &&
  [value.title, value.drawn ?? ""].every((text) => typeof text === "string") &&
  [value.seed, value.place, value.begun, value.spent, value.last, value.ended ?? 0, value.ends ?? 0].every(isCount) &&
  [value.ids, value.checked, value.counted, value.helped, value.flags].every(areTexts) &&
  areTexts(value.ids) &&
  value.ids.length > 0 &&
  isMap(value.answers) &&
  Object.values(value.answers).every(areFields) &&
  (value.attempt === undefined || isAttempt(value.attempt));

/** @returns {Record<string, Session>} */
function kept() {
  if (memory) return memory;
  let raw;
  try {
    raw = storage().getItem(KEY);
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

/** Whether nothing of a session is left to do. @param {Session} session */
const isOver = ({ ended, ends, checked, ids }) => ended !== null || (ends === undefined && checked.length === ids.length);

/** The sessions in which something is left to do, by the address of their page. @returns {Record<string, Session>} */
export const sessions = () => Object.fromEntries(Object.entries(kept()).filter(([, session]) => !isOver(session)));

/** Whether the page is the one that was here before: it was reloaded, gone back to, or opened again in an LMS. */
const isSeenAgain = () =>
  isPackage() ||
  performance.getEntriesByType("navigation").some((entry) => entry instanceof PerformanceNavigationTiming && /^(reload|back)/.test(entry.type));

/** The session that was left on a page; one that is over only where it was on the screen just now, and an exam always. @param {string} page */
export function left(page) {
  const session = own(kept(), page);
  return session && (!isOver(session) || session.ends !== undefined || isSeenAgain()) ? session : null;
}

/** Keep how far a session has come, or forget it. Whether it outlives the page. @param {string} page @param {Session | null} session */
export function leave(page, session) {
  const pages = { ...kept() };
  delete pages[page];
  if (session) pages[page] = session;
  /** @param {Session} one */
  const rank = ({ ended, last }) => (ended === null ? last : last - 1e13);
  const newest = Object.entries(pages).sort(([, one], [, other]) => rank(other) - rank(one)).slice(0, MOST);
  const rest = Object.fromEntries(newest);
  if (!memory) {
    try {
      storage().setItem(KEY, JSON.stringify({ version: VERSION, pages: rest }));
      return true;
    } catch {
      // No room, or no storage at all.
    }
  }
  memory = rest;
  return false;
}

/**
 * Whether two tabs go through one session: it was begun once, or in both with the same questions and no clock.
 * @param {Session} one @param {Session} other
 */
export const isSame = (one, other) =>
  one.begun === other.begun || ([one, other].every(({ ended, ends }) => ended === null && ends === undefined) && one.ids.join() === other.ids.join());

/**
 * Change a session where it is kept, for another tab may have changed it too; what it is then.
 * @param {string} page @param {Session} session @param {(session: Session) => void} how
 */
export function change(page, session, how) {
  const there = own(kept(), page);
  const current = there && isSame(there, session) ? there : session;
  how(current);
  leave(page, current);
  return current;
}
