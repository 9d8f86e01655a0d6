/**
 * What the browser remembers, and nothing else does: each item answered, by its id. Versioned; data that cannot be read is
 * set aside under another name and never overwritten. Every change reads what is there first, so two tabs do not undo
 * each other. Where the browser keeps nothing, as in some private windows or where its room is full, the memory lasts as
 * long as the page.
 */

import { storage } from "./storage.js";

export const KEY = "guide97112";
const ASIDE = "guide97112.aside";
const VERSION = 1;

/** Days that a missed question waited, by its box, in earlier versions of this site; what they left is still read. */
export const BOXES = [0, 1, 3, 7, 14, 30];

/** @typedef {import("./types.js").Answered} Answered */
/** @typedef {import("./types.js").Fields} Fields */
/** @typedef {import("./types.js").Outcome} Outcome */
/** @typedef {import("./types.js").Stored} Stored */

/** @type {Stored | null} */
let memory = null;

/** @returns {Stored} */
const nothing = () => ({ version: VERSION, items: {}, days: {} });

/** More than this nobody answers, and no clock shows. */
const MOST = 1e6;
const LATEST = 1e14;

/** @param {unknown} value @returns {value is string[]} */
export const areTexts = (value) => Array.isArray(value) && value.every((text) => typeof text === "string");

/** Whether this is a count of anything, or a moment in milliseconds. @param {unknown} value @returns {value is number} */
export const isCount = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

/** @param {unknown} value @param {number} [most] @returns {value is number} */
const isWhole = (value, most = MOST) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most;

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export const isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** What a map holds by itself under a name; a map that was read has names such as `constructor` only where somebody wrote them. @template T @param {Record<string, T>} map @param {string} name */
export const own = (map, name) => (Object.hasOwn(map, name) ? map[name] : undefined);

/** Whether these are fields as `fields.js` reads them. @param {unknown} value @returns {value is Fields} */
export const areFields = (value) =>
  Array.isArray(value) && value.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((text) => typeof text === "string"));

/** @param {unknown} value @returns {value is Answered} */
const isAnswered = (value) =>
  isMap(value) &&
  typeof value.topic === "string" &&
  isWhole(value.level, 3) &&
  value.level > 0 &&
  isWhole(value.times) &&
  isWhole(value.right, value.times) &&
  isWhole(value.last, LATEST) &&
  (value.box === undefined ? value.due === undefined : isWhole(value.box, BOXES.length - 1) && isWhole(value.due, LATEST));

/** @param {unknown} value @returns {value is [number, Outcome]} */
const isAnswer = (value) => Array.isArray(value) && value.length === 2 && isWhole(value[0], LATEST) && ["right", "helped", "wrong"].includes(value[1]);

/** @param {unknown} value @returns {value is Stored} */
const isStored = (value) =>
  isMap(value) &&
  value.version === VERSION &&
  isMap(value.items) &&
  Object.values(value.items).every(isAnswered) &&
  isMap(value.days) &&
  Object.entries(value.days).every(([day, count]) => /^\d{4}-\d\d-\d\d$/.test(day) && isWhole(count)) &&
  (value.skills === undefined || (isMap(value.skills) && Object.values(value.skills).every((answers) => Array.isArray(answers) && answers.every(isAnswer))));

/** What is remembered. @returns {Stored} */
export function read() {
  if (memory) return memory;
  let raw;
  try {
    raw = storage().getItem(KEY);
  } catch {
    memory = nothing();
    return memory;
  }
  if (raw === null) return nothing();
  const stored = parsed(raw);
  if (stored) return stored;
  if (!putAside(KEY)) memory = nothing();
  return nothing();
}

/** Keep under another name what cannot be read; false where there is no room for it, and it then stays. @param {string} key */
export function putAside(key) {
  try {
    storage().setItem(`${ASIDE}.${Date.now()}`, storage().getItem(key) ?? "");
    storage().removeItem(key);
    return true;
  } catch {
    return false;
  }
}

/** What a text holds of a learner; null where it is not ours. @param {string} text @returns {Stored | null} */
export function parsed(text) {
  try {
    const value = JSON.parse(text);
    return isStored(value) ? value : null;
  } catch {
    return null;
  }
}

/** @param {Stored} stored */
export function write(stored) {
  if (memory) {
    memory = stored;
    return;
  }
  try {
    storage().setItem(KEY, JSON.stringify(stored));
  } catch {
    memory = stored;
  }
}

/** Whether anything could not be read and was set aside. */
export function setAside() {
  try {
    return Object.keys(storage()).some((key) => key.startsWith(`${ASIDE}.`));
  } catch {
    return false;
  }
}

/** Whether what is answered next will outlive the page: asked by writing, for a browser whose room is full still reads. */
export function lasting() {
  if (memory) return false;
  try {
    storage().setItem(`${KEY}.probe`, "x".repeat(1000));
    storage().removeItem(`${KEY}.probe`);
    return true;
  } catch {
    return false;
  }
}

/** The day of a moment in the reader's calendar, counted from January 1, 1970. @param {number} when */
export function dayNumber(when) {
  const local = new Date(when);
  return Date.UTC(local.getFullYear(), local.getMonth(), local.getDate()) / 86_400_000;
}

/** A day as YYYY-MM-DD. @param {number} number as `dayNumber` counts */
export const dayName = (number) => new Date(number * 86_400_000).toISOString().slice(0, 10);

/** The skill that a question asks for: its scenario. @param {string} id of the question */
export const skillOf = (id) => id.replace(/-[^-]*$/, "");

/**
 * Remember one answer. `alone` says that the question can come again by itself, as a part of a case cannot.
 * @param {{id: string, topic: string, level: number, right: boolean, alone?: boolean, helped?: boolean}} answer @param {number} [now]
 */
export function record({ id, topic, level, right, alone = true, helped = false }, now = Date.now()) {
  const stored = read();
  const before = own(stored.items, id) ?? { times: 0, right: 0 };
  stored.items[id] = { ...before, topic, level, times: before.times + 1, right: before.right + Number(right), last: now };
  if (alone) {
    stored.skills ??= {};
    (stored.skills[skillOf(id)] ??= []).push([now, !right ? "wrong" : helped ? "helped" : "right"]);
  }
  const today = dayName(dayNumber(now));
  stored.days[today] = (stored.days[today] ?? 0) + 1;
  write(stored);
}

/** Add what another browser remembered: of each item the later answer counts. @param {Stored} other */
export function merge(other) {
  const stored = read();
  for (const [id, item] of Object.entries(other.items)) {
    if ((own(stored.items, id)?.last ?? -1) < item.last) stored.items[id] = item;
  }
  for (const [day, count] of Object.entries(other.days)) stored.days[day] = Math.max(stored.days[day] ?? 0, count);
  for (const [skill, answers] of Object.entries(other.skills ?? {})) {
    stored.skills ??= {};
    const here = own(stored.skills, skill) ?? [];
    stored.skills[skill] = [...here, ...answers.filter(([when]) => here.every(([known]) => known !== when))];
  }
  write(stored);
}

export function erase() {
  write(nothing());
  try {
    for (const key of Object.keys(storage())) if (key.startsWith(KEY)) storage().removeItem(key);
  } catch {
    memory = nothing();
  }
}

/** Answers and right ones of a topic, and of a level of it where one is named. @param {string} topic @param {number} [level] */
export function tally(topic, level) {
  const items = Object.values(read().items).filter((item) => item.topic === topic && (level === undefined || item.level === level));
  /** @param {"times" | "right"} name */
  const sum = (name) => items.reduce((total, item) => total + item[name], 0);
  return { answered: sum("times"), right: sum("right") };
}

/**
 * How often a topic comes in mixed practice beside others: 1 where everything was right, 1.5 where nothing was asked yet, and
 * up to 11 the more of its answers were wrong, so that a topic that was failed is plainly there.
 * @param {string} topic
 */
export function need(topic) {
  const { answered, right } = tally(topic);
  return answered ? 1 + (10 * (answered - right)) / (answered + 1) : 1.5;
}
