/**
 * The exam that is being sat, as the browser keeps it: read with every part checked, and written part by part into what is
 * there, so that two tabs of one exam do not undo each other. Once it is handed in nothing of it changes any more.
 */

import { areFields, areTexts, isCount, isMap, putAside } from "./store.js";

export const KEY = "guide97112.exam";
const VERSION = 2;

/** @typedef {import("./types.js").Sitting} Sitting */

/** Where the browser keeps nothing the exam lasts as long as the page. @type {Sitting | null | undefined} */
let memory;

/** @param {unknown} value @returns {value is Sitting} */
const isSitting = (value) =>
  isMap(value) &&
  value.version === VERSION &&
  [value.begun, value.ends, value.seed, value.handed ?? 0].every(isCount) &&
  typeof value.address === "string" &&
  [value.ids, value.topics, value.flags].every(areTexts) &&
  areTexts(value.ids) &&
  value.ids.length > 0 &&
  isMap(value.answers) &&
  Object.values(value.answers).every(areFields);

/** @param {Omit<Sitting, "version" | "handed" | "answers" | "flags">} given @returns {Sitting} */
export const newSitting = (given) => ({ version: VERSION, handed: null, answers: {}, flags: [], ...given });

/** The sitting that is kept, handed in or not. What cannot be read is set aside. @returns {Sitting | null} */
export function kept() {
  if (memory !== undefined) return memory;
  let raw;
  try {
    raw = localStorage.getItem(KEY);
  } catch {
    memory = null;
  }
  if (raw === undefined || raw === null) return null;
  try {
    const sitting = JSON.parse(raw);
    if (isSitting(sitting)) return sitting;
  } catch {
    // It is set aside below.
  }
  setAside();
  return null;
}

/** Put what is kept under another name, for it cannot be used. */
export function setAside() {
  if (memory !== undefined || !putAside(KEY)) memory = null;
}

/** Keep a sitting, or none. Whether it outlives the page. @param {Sitting | null} sitting */
export function keep(sitting) {
  if (memory === undefined) {
    try {
      if (sitting) localStorage.setItem(KEY, JSON.stringify(sitting));
      else localStorage.removeItem(KEY);
      return true;
    } catch {
      // No room, or no storage at all.
    }
  }
  memory = sitting;
  return false;
}

/**
 * Change the sitting that is kept, if it is this one and not handed in; what is kept then, changed or not.
 * @param {Sitting} sitting @param {(sitting: Sitting) => void} how
 */
export function change(sitting, how) {
  const current = kept();
  if (!current || current.begun !== sitting.begun || current.handed !== null) return current;
  how(current);
  keep(current);
  return current;
}
