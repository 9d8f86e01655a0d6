/**
 * The address of a form: what gives everybody the same questions in the same order.
 *
 * #seed=7&topics=units:4,edits:2&levels=1,2&bank=1 names how many items come of each topic, and the edition of the bank
 * that they are drawn from: what is added later changes nothing. `topics=units,edits&n=6` spreads n over the topics, and what
 * an address leaves out is filled in at once. An exam has its `minutes` too, and `title` is what a trainer calls it.
 *
 * #bank=1&items=units:two-codes-4a57a086,case-numb-feet:numb-feet-1c2d3e4f&title=Week+3&say=…&due=2027-03-02&minutes=20 is an
 * assignment: each question and each draw of a case by its id, in this order. Whatever an address holds is only ever text.
 */

import { MOST, bankForm, spread } from "./form.js";

/** @typedef {import("./types.js").Wanted} Wanted */

export const LEVELS = [1, 2, 3];
export const LONGEST_TITLE = 80;
const LONGEST_SAY = 500;
const NAME = /^([a-z0-9][a-z0-9-]{0,60}):([a-z0-9][a-z0-9-]{0,120})$/;

/** @typedef {import("./types.js").Named} Named */
/** @typedef {import("./types.js").Assigned} Assigned */

/**
 * How many items of each topic, by the weight of each.
 * @param {string[]} topics @param {number} count @param {number} seed @param {(topic: string) => number} [weigh]
 * @returns {Map<string, number>}
 */
export function shares(topics, count, seed, weigh = () => 1) {
  const weights = topics.map(weigh);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const parts = topics.map((topic, i) => {
    const exact = ((weights[i] ?? 0) / total) * count;
    return { topic, items: Math.floor(exact), left: exact - Math.floor(exact), tie: spread(`${seed}:${topic}`) };
  });
  const open = count - parts.reduce((sum, { items }) => sum + items, 0);
  const ranked = [...parts].sort((one, other) => other.left - one.left || one.tie - other.tie);
  for (const part of ranked.slice(0, open)) part.items += 1;
  return new Map(parts.map(({ topic, items }) => [topic, items]));
}

/** @param {Wanted} wanted */
export function address({ seed, counts, levels, bank, minutes, title }) {
  const topics = [...counts].filter(([, count]) => count).map(([topic, count]) => `${topic}:${count}`);
  const named = title ? `&title=${encodeURIComponent(title).replaceAll("%20", "+")}` : "";
  const limit = minutes ? `&minutes=${minutes}` : "";
  return `#seed=${seed}&topics=${topics.join(",")}&levels=${levels.join(",")}&bank=${bank}${limit}${named}`;
}

/**
 * What an address asks for; nothing where it names no topic that there is.
 * @param {string} hash @param {number} newest @param {string[]} known the ids of the topics
 * @returns {Wanted | null}
 */
export function wantedIn(hash, newest, known) {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  const named = (asked.get("topics") ?? "")
    .split(",")
    .map((part) => part.split(":"))
    .flatMap(([topic, count]) => (topic !== undefined && known.includes(topic) ? [{ topic, count }] : []));
  if (!named.length) return null;
  /** @param {string | null | undefined} text @param {number} otherwise */
  const whole = (text, otherwise) => (/^\d{1,9}$/.test(text ?? "") ? Number(text) : otherwise);
  const seed = whole(asked.get("seed"), 0);
  const even = shares([...new Set(named.map(({ topic }) => topic))], Math.min(MOST, whole(asked.get("n"), 10)), seed);
  const counts = new Map(named.map(({ topic, count }) => [topic, Math.min(MOST, whole(count, even.get(topic) ?? 0))]));
  const levels = LEVELS.filter((level) => (asked.get("levels") ?? "1,2,3").split(",").map(Number).includes(level));
  const minutes = Math.min(240, Math.max(1, whole(asked.get("minutes"), 30)));
  const title = words(asked.get("title"), LONGEST_TITLE).replaceAll("\n", " ");
  return { seed, counts, levels: levels.length ? levels : LEVELS, bank: whole(asked.get("bank"), newest), minutes, ...(title && { title }) };
}

/**
 * The items that an address stands for, in its order.
 * @param {Map<string, import("./types.js").PooledItem[]>} items @param {Wanted} wanted
 * @returns {import("./types.js").PooledItem[]}
 */
export function drawSet(items, { seed, counts, levels, bank }) {
  const drawn = [...counts].flatMap(([topic, count]) =>
    bankForm((items.get(topic) ?? []).filter((item) => item.edition <= bank && levels.includes(item.level)), count, seed, bank),
  );
  return drawn
    .map((item) => ({ item, at: spread(`${seed}:set:${item.id}`) }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

/** What two questions of an assignment never share. @param {Named} named */
export const nameOf = ({ home, id }) => `${home}:${id}`;

/** What a name of a question names; nothing where it is none. @param {string} name @returns {Named | null} */
export function namedIn(name) {
  const [, home, id] = NAME.exec(name) ?? [];
  return home && id ? { home, id } : null;
}

/** A text of an address as one line or several, without signs that nobody sees, cut to its length. @param {string | null} text @param {number} longest */
export const words = (text, longest) =>
  [...(text ?? "").replace(/[^\P{C}\n\u200d]/gu, "").slice(0, 4 * longest)].slice(0, longest).join("").trim();

/** @param {string | null} text a day such as 2027-03-02 */
const dayIn = (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text ?? "") && new Date(`${text}T00:00Z`).toJSON()?.startsWith(text ?? "") ? String(text) : "");

/**
 * The assignment that an address names; nothing where it names none. What is no name of a question at all is counted.
 * @param {string} hash @param {number} newest @returns {Assigned | null}
 */
export function assignedIn(hash, newest) {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  if (!asked.has("items")) return null;
  const parts = (asked.get("items") ?? "").split(",").filter(Boolean);
  /** @type {Map<string, Named>} */
  const items = new Map();
  let unread = 0;
  for (const part of parts.slice(0, MOST)) {
    const named = namedIn(part);
    if (named) items.set(part, named);
    else unread += 1;
  }
  const bank = Number(/^\d{1,6}$/.exec(asked.get("bank") ?? "")?.[0] ?? newest);
  const minutes = Math.min(240, Number(/^\d{1,4}$/.exec(asked.get("minutes") ?? "")?.[0] ?? 0));
  return {
    bank,
    items: [...items.values()],
    unread,
    beyond: Math.max(0, parts.length - MOST),
    title: words(asked.get("title"), LONGEST_TITLE).replaceAll("\n", " "),
    say: words(asked.get("say"), LONGEST_SAY),
    due: dayIn(asked.get("due")),
    minutes,
  };
}

/** What is said of entries that were not read, where there are any. @param {Assigned} assigned @param {string} where */
export function unreadIn({ unread, beyond }, where) {
  const bad = unread + beyond;
  return bad ? `${bad} ${bad === 1 ? "entry" : "entries"} of ${where} could not be read and ${bad === 1 ? "is" : "are"} left out.` : "";
}

/** The part of an address that names an assignment. @param {Omit<Assigned, "unread" | "beyond">} assigned */
export function assignmentAddress({ bank, items, title, say, due, minutes }) {
  const texts = Object.entries({ title, say, due, minutes: minutes ? String(minutes) : "" }).filter(([, text]) => text);
  const told = texts.map(([name, text]) => `&${name}=${encodeURIComponent(text).replaceAll("%20", "+")}`);
  return `bank=${bank}&items=${items.map(nameOf).join(",")}${told.join("")}`;
}
