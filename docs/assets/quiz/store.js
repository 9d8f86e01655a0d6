/**
 * What the browser remembers, and nothing else does: each item answered, by its id. Versioned; data that cannot be read is
 * set aside under another name and never overwritten. Every change reads what is there first, so two tabs do not undo
 * each other. Where the browser keeps nothing, as in some private windows or where its room is full, the memory lasts as
 * long as the page.
 */

export const KEY = "guide97112";
const ASIDE = "guide97112.aside";
const VERSION = 1;
const DAY = 86_400_000;

/**
 * Days until an item that was missed comes again, by its box (Leitner): once right it moves a box on, once wrong it goes
 * back to the first, and after the last it is done. Chosen over a fitted model because a learner can see why it comes.
 */
export const BOXES = [0, 1, 3, 7, 14, 30];

/**
 * @typedef {object} Answered
 * @property {string} topic @property {number} level @property {number} times @property {number} right
 * @property {number} last when, in milliseconds @property {number} [box] @property {number} [due] when, while it is in review
 */

/** @typedef {{drawn: string, place: number, answers: Record<string, import("./fields.js").Fields>}} CaseLeft a case that was left */

/** @typedef {{version: number, items: Record<string, Answered>, days: Record<string, number>, cases?: Record<string, CaseLeft>}} Stored */

/** @type {Stored | null} */
let memory = null;

/** @returns {Stored} */
const nothing = () => ({ version: VERSION, items: {}, days: {} });

/** More than this nobody answers, and no clock shows. */
const MOST = 1e6;
const LATEST = 1e14;

/** @param {any} each @param {number} [most] */
const whole = (each, most = MOST) => Number.isInteger(each) && each >= 0 && each <= most;

/** @param {any} each */
export const isMap = (each) => each !== null && typeof each === "object" && !Array.isArray(each);

/** Whether these are fields as `fields.js` reads them. @param {any} each */
export const areFields = (each) =>
  Array.isArray(each) && each.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((text) => typeof text === "string"));

/** @param {any} item @returns {item is Answered} */
const soundItem = (item) =>
  isMap(item) &&
  typeof item.topic === "string" &&
  [1, 2, 3].includes(item.level) &&
  whole(item.times) &&
  whole(item.right, item.times) &&
  whole(item.last, LATEST) &&
  (item.box === undefined ? item.due === undefined : whole(item.box, BOXES.length - 1) && whole(item.due, LATEST));

/** @param {any} left */
const soundCase = (left) =>
  isMap(left) && typeof left.drawn === "string" && whole(left.place, 99) && isMap(left.answers) && Object.values(left.answers).every(areFields);

/** @param {any} data @returns {data is Stored} */
const sound = (data) =>
  isMap(data) &&
  data.version === VERSION &&
  [data.items, data.days, data.cases ?? {}].every(isMap) &&
  Object.values(data.items).every(soundItem) &&
  Object.entries(data.days).every(([day, count]) => /^\d{4}-\d\d-\d\d$/.test(day) && whole(count)) &&
  Object.values(data.cases ?? {}).every(soundCase);

/** What is remembered. @returns {Stored} */
export function read() {
  if (memory) return memory;
  let raw;
  try {
    raw = localStorage.getItem(KEY);
  } catch {
    memory = nothing();
    return memory;
  }
  if (raw === null) return nothing();
  const data = parsed(raw);
  if (data) return data;
  if (!putAside(KEY, raw)) memory = nothing();
  return nothing();
}

/** Keep under another name what cannot be read; false where there is no room for it, and it then stays. @param {string} key @param {string} raw */
export function putAside(key, raw) {
  try {
    localStorage.setItem(`${ASIDE}.${Date.now()}`, raw);
    localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

/** The data of a text, or nothing where it is not ours. @param {string} text */
export function parsed(text) {
  try {
    const data = JSON.parse(text);
    return sound(data) ? data : null;
  } catch {
    return null;
  }
}

/** @param {Stored} data */
export function write(data) {
  if (memory) {
    memory = data;
    return;
  }
  try {
    localStorage.setItem(KEY, JSON.stringify(data));
  } catch {
    memory = data;
  }
}

/** Whether anything could not be read and was set aside. */
export function setAside() {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(`${ASIDE}.`));
  } catch {
    return false;
  }
}

/** Whether what is answered next will outlive the page: asked by writing, for a browser whose room is full still reads. */
export function lasting() {
  if (memory) return false;
  try {
    localStorage.setItem(`${KEY}.probe`, "x".repeat(1000));
    localStorage.removeItem(`${KEY}.probe`);
    return true;
  } catch {
    return false;
  }
}

/** @param {number} when */
export const dayOf = (when) => new Date(when - new Date(when).getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

/**
 * Remember one answer. `alone` says that the question can come again by itself, as a part of a case cannot.
 * @param {{id: string, topic: string, level: number, right: boolean, alone?: boolean}} answer @param {number} [now]
 */
export function record({ id, topic, level, right, alone = true }, now = Date.now()) {
  const data = read();
  const before = data.items[id] ?? { topic, level, times: 0, right: 0, last: now };
  const item = { ...before, topic, level, times: before.times + 1, right: before.right + Number(right), last: now };
  if (!right && alone) Object.assign(item, { box: 0, due: now });
  else if (item.box !== undefined && item.due <= now) {
    item.box += 1;
    if (item.box < BOXES.length) item.due = now + BOXES[item.box] * DAY;
    else {
      delete item.box;
      delete item.due;
    }
  }
  data.items[id] = item;
  data.days[dayOf(now)] = (data.days[dayOf(now)] ?? 0) + 1;
  write(data);
}

/** Add what another browser remembered: of each item the later answer counts. @param {Stored} other */
export function merge(other) {
  const data = read();
  for (const [id, item] of Object.entries(other.items)) {
    if (!data.items[id] || data.items[id].last < item.last) data.items[id] = item;
  }
  for (const [day, count] of Object.entries(other.days)) data.days[day] = Math.max(data.days[day] ?? 0, count);
  data.cases = { ...other.cases, ...data.cases };
  write(data);
}

export function erase() {
  write(nothing());
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(KEY)) localStorage.removeItem(key);
  } catch {
    memory = nothing();
  }
}

/** The items that are due for review, the longest due first, by id. @param {number} [now] */
export function due(now = Date.now()) {
  return Object.entries(read().items)
    .filter(([, item]) => item.due !== undefined && item.due <= now)
    .sort(([, one], [, other]) => one.due - other.due);
}

/** Answers and right ones of a topic, and of a level of it where one is named. @param {string} topic @param {number} [level] */
export function tally(topic, level) {
  const items = Object.values(read().items).filter((item) => item.topic === topic && (level === undefined || item.level === level));
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
