/** Sentences: the rules here yield kinds of reasons with their fields; the words of each kind come from macros/rules, with the tables. */

/**
 * What a rule yields: the name of its kind, and its fields. Dollars are whole cents, days are written 2026-03-02.
 * @typedef {{kind: string, [field: string]: unknown}} Phrase
 * @typedef {Record<string, {says: string, cites?: string[]}>} Kinds
 */

const FIELD = /\{(\w+)(?::([^}]*))?\}/g;
const MONTHS = "January February March April May June July August September October November December".split(" ");

/** The words of a reason, and the facts that it rests on. @param {Phrase} phrase @param {Kinds} kinds */
export function sentence(phrase, kinds) {
  const { says, cites = [] } = kinds[phrase.kind];
  return { text: says.replace(FIELD, (_, name, form) => written(phrase[name], form, kinds)), cites };
}

/** A field in the form that macros/rules/reason.py describes. @param {any} value @param {string | undefined} form @param {Kinds} kinds @returns {string} */
function written(value, form, kinds) {
  if (form === undefined) return value?.kind ? sentence(value, kinds).text : String(value);
  if (form === "dollars") return dollars(value);
  if (form === "date") return longDate(value);
  if (form.startsWith("dollars ")) return joined(value.map(dollars), form.slice("dollars".length));
  if (Array.isArray(value)) return joined(value.map((part) => written(part, undefined, kinds)), form);
  const [one, several = `${one}s`] = form.split("/");
  return `${value} ${value === 1 ? one : several}`;
}

/** @param {string[]} words @param {string} form `and`, `or`, or what stands between them */
function joined(words, form) {
  const last = form.trim();
  if (last !== "and" && last !== "or") return words.join(form);
  return words.length < 3 ? words.join(` ${last} `) : `${words.slice(0, -1).join(", ")}, ${last} ${words[words.length - 1]}`;
}

/** $2,480 or $79.82: cents only where there are any. @param {number} cents */
export function dollars(cents) {
  const whole = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
  return cents % 100 ? `$${whole}.${String(cents % 100).padStart(2, "0")}` : `$${whole}`;
}

/** March 2, 2026 @param {string} day */
function longDate(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${MONTHS[month - 1]} ${date}, ${year}`;
}
