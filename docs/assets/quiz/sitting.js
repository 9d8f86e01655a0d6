/**
 * The exam that is being sat, as the browser keeps it: read with every part checked, and written part by part into what is
 * there, so that two tabs of one exam do not undo each other. Once it is handed in nothing of it changes any more.
 */

import { areFields, isMap, putAside } from "./store.js";

export const KEY = "guide97112.exam";
const VERSION = 2;

/**
 * @typedef {object} Sitting
 * @property {number} version
 * @property {number} begun when, which also names the sitting
 * @property {number} ends when
 * @property {number | null} handed when it was handed in
 * @property {string} address of the form, by which others can have the same
 * @property {number} seed
 * @property {string[]} ids in their order
 * @property {string[]} topics
 * @property {Record<string, import("./fields.js").Fields>} answers by item
 * @property {string[]} flags
 */

/** Where the browser keeps nothing the exam lasts as long as the page. @type {Sitting | null | undefined} */
let memory;

/** @param {any} each */
const texts = (each) => Array.isArray(each) && each.every((text) => typeof text === "string");

/** @param {any} data @returns {data is Sitting} */
const sound = (data) =>
  isMap(data) &&
  data.version === VERSION &&
  [data.begun, data.ends, data.seed, data.handed ?? 0].every((each) => Number.isSafeInteger(each) && each >= 0) &&
  typeof data.address === "string" &&
  [data.ids, data.topics, data.flags].every(texts) &&
  data.ids.length > 0 &&
  isMap(data.answers) &&
  Object.values(data.answers).every(areFields);

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
  if ((raw ?? null) === null) return null;
  try {
    const data = JSON.parse(raw);
    if (sound(data)) return data;
  } catch {
    // It is set aside below.
  }
  setAside();
  return null;
}

/** Put what is kept under another name, for it cannot be used. */
export function setAside() {
  if (memory !== undefined || !putAside(KEY, localStorage.getItem(KEY))) memory = null;
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
 * @param {Sitting} sitting @param {(data: Sitting) => void} how
 */
export function change(sitting, how) {
  const data = kept();
  if (!data || data.begun !== sitting.begun || data.handed !== null) return data;
  how(data);
  keep(data);
  return data;
}
