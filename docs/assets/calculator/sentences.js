/** Sentences: the rules here yield kinds of reasons with their fields; the words of each kind come from macros/rules, with the tables. */

/** @import { Kinds, Phrase } from "./types.js" */

const FIELD = /\{(\w+)(?::([^}]*))?\}/g;
const DAY = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });
const MONEY = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", trailingZeroDisplay: "stripIfInteger" });
const LISTS = new Map([
  ["and", new Intl.ListFormat("en-US", { type: "conjunction" })],
  ["or", new Intl.ListFormat("en-US", { type: "disjunction" })],
]);

/** The words of a reason, and the facts that it rests on. @param {Phrase} phrase @param {Kinds} kinds */
export function sentence(phrase, kinds) {
  const { says = "", cites = [] } = kinds[phrase.kind] ?? {};
  return { text: says.replace(FIELD, (_, name, form = "") => written(phrase[name], form, kinds)), cites };
}

/** A field in the form that macros/rules/reason.py describes. @param {any} value @param {string} form @param {Kinds} kinds @returns {string} */
function written(value, form, kinds) {
  if (Array.isArray(value)) {
    const [, part = "", between = ""] = /^(dollars(?= ))?(.*)$/.exec(form) ?? [];
    const words = value.map((word) => written(word, part, kinds));
    return LISTS.get(between.trim())?.format(words) ?? words.join(between);
  }
  if (form === "dollars") return dollars(value);
  if (form === "date") return DAY.format(new Date(value));
  if (!form) return value?.kind ? sentence(value, kinds).text : String(value);
  const [one, several = `${one}s`] = form.split("/");
  return `${value} ${value === 1 ? one : several}`;
}

/** $2,480 or $79.82: cents only where there are any. @param {number} cents */
export const dollars = (cents) => MONEY.format(cents / 100);
