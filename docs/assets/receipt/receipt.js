/**
 * A receipt: what a learner hands in at the end of an assignment, as one line of text. docs/contribute/receipts.md is its
 * description.
 *
 * A few words for people stand first; what counts is the code behind them, `97112r1.CODE.CHECK`: the answers as JSON,
 * compressed, in the letters of base64, and a sum that shows whether any of it was lost on the way. Nothing in a receipt is
 * trusted: every part is checked when it is read, and names and titles are only ever text.
 */

import { LONGEST_TITLE, namedIn, words } from "../quiz/address.js";
import { MOST, spread } from "../quiz/form.js";
import { isCount, isMap } from "../quiz/store.js";
import { counted } from "../elements.js";
import { deflateSync, inflateSync } from "../vendor/fflate.js";

/** @typedef {[fields: string[], tries: number, hint: 0 | 1]} Response the fields of a first answer, each name before its value */
/**
 * @typedef {object} Receipt
 * @property {string} name what the learner calls themselves; "" where they said nothing
 * @property {string} title of the assignment
 * @property {number} bank the edition of the bank that it was made of
 * @property {number} ended when all was answered, in seconds since 1970
 * @property {number} spent seconds
 * @property {number} right how many first answers were right, as the learner's browser counted
 * @property {[name: string, ...responses: Response[]][]} items each question or draw of a case, with a response for each of its questions
 */
/** @typedef {{receipt: Receipt, code: string} | {fault: string, code: string}} Read */

const VERSION = 1;
export const LONGEST_NAME = 60;

/** A longer code is of no assignment; the longest that the builder can make is half of it. */
const LONGEST_CODE = 12_000;
/** No receipt is longer once it is unpacked. */
const LONGEST_JSON = 120_000;
/** Questions that a case has at most, fields that an answer has at most, and the longest of their texts. */
const MOST_PARTS = 40;
const MOST_FIELDS = 120;
const LONGEST_FIELD = 80;
const LATEST = 1e11;

const HEAD = /97112r(\d{1,4})\b/g;

/** Where unpacked text goes: no receipt is given more room than this. */
const room = new Uint8Array(LONGEST_JSON + 1);

/** A text without what nobody sees, on one line. @param {unknown} text @param {number} longest */
export const line = (text, longest) => words(typeof text === "string" ? text.trim().replace(/\s+/g, " ") : "", longest);

/** A sum that changes with any letter. @param {string} code */
const checkOf = (code) => spread(code).toString(16).padStart(8, "0");

/** @param {Uint8Array} bytes */
const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")).replace(/=+$/, "");

/** @param {string} code */
const bytesOf = (code) => Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0));

/** The score in words. @param {Receipt} receipt */
export function scored({ items, right, spent }) {
  const responses = items.flatMap(([, ...each]) => each);
  const hints = responses.filter(([, , hint]) => hint).length;
  const again = responses.filter(([, tries]) => tries > 1).length;
  const minutes = Math.round(spent / 60);
  return [
    `${right} of ${responses.length} right at the first answer`,
    ...(hints ? [`${hints} with a hint`] : []),
    ...(again ? [`${again} answered again`] : []),
    minutes ? `in ${counted(minutes, "minute")}` : "in less than a minute",
  ].join(", ");
}

/** The code of a receipt. @param {Receipt} receipt */
export function written({ name, title, bank, ended, spent, right, items }) {
  const plain = { name: line(name, LONGEST_NAME), title: line(title, LONGEST_TITLE), bank, ended, spent, right, items };
  return codeOf(base64(deflateSync(new TextEncoder().encode(JSON.stringify(plain)), { level: 9 })));
}

/** A code with its head and its sum. @param {string} code */
export const codeOf = (code) => `97112r${VERSION}.${code}.${checkOf(code)}`;

/** The whole line of a receipt: words for people, and its code. @param {Receipt} receipt */
export function lineOf(receipt) {
  const said = [line(receipt.name, LONGEST_NAME), line(receipt.title, LONGEST_TITLE), scored(receipt)].filter(Boolean);
  // Nobody's name looks like the head of a code.
  return `Guide 97112 receipt | ${said.map((each) => each.replace(/\|/g, "/").replace(/97112r/g, "97112 r")).join(" | ")} | ${written(receipt)}`;
}

/**
 * What a text holds of receipts: each begins with its head, wherever it stands, also in an address. Spaces, breaks and marks of
 * a reply within a code are dropped.
 * @param {string} text @returns {Generator<{version: number, rest: string}>}
 */
export function* codesIn(text) {
  let before = null;
  for (const head of text.matchAll(HEAD)) {
    if (before) yield { version: before.version, rest: text.slice(before.end, head.index) };
    before = { version: Number(head[1]), end: head.index + head[0].length };
  }
  if (before) yield { version: before.version, rest: text.slice(before.end) };
}

/** Read what stands behind a head. @param {{version: number, rest: string}} found @returns {Read} */
export function readCode({ version, rest }) {
  const text = rest
    .slice(0, 2 * LONGEST_CODE)
    .replace(/[\s>=\p{C}]+/gu, "")
    .replace(/%2[bB]/g, "+")
    .replace(/%2[fF]/g, "/");
  const begins = text.slice(1, 13);
  /** @param {string} why @returns {Read} */
  const not = (why) => ({ fault: why, code: begins });
  if (version !== VERSION) return not(`is of version ${version}, which this site does not read (it reads ${VERSION}). Reload this page, and look at the receipt again.`);
  const [whole, code = "", check] = /^\.([A-Za-z0-9+/]+)\.([0-9a-f]{8})/.exec(text) ?? [];
  if (whole === undefined) return not(rest.length > LONGEST_CODE ? "is too long to be a receipt." : "is cut short. Ask for all of it, or for the file.");
  if (code.length > LONGEST_CODE) return not("is too long to be a receipt.");
  if (check !== checkOf(code)) return not("was changed on its way. Ask for it again, or for the file.");
  try {
    const bytes = inflateSync(bytesOf(code), { out: room });
    if (bytes.length > LONGEST_JSON) return not("unpacks to more than a receipt can hold.");
    const receipt = receiptFrom(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
    return receipt ? { receipt, code } : not("does not say what a receipt says. It was not made by this site.");
  } catch {
    return not("cannot be unpacked. It was not made by this site.");
  }
}

/** @param {unknown} value @returns {value is Response} */
const isResponse = (value) =>
  Array.isArray(value) &&
  value.length === 3 &&
  Array.isArray(value[0]) &&
  value[0].length <= MOST_FIELDS &&
  value[0].length % 2 === 0 &&
  value[0].every((field) => typeof field === "string" && field.length <= LONGEST_FIELD) &&
  isCount(value[1]) &&
  value[1] <= 1000 &&
  [0, 1].includes(value[2]);

/** A receipt with every part checked; nothing where a part is none. @param {unknown} value @returns {Receipt | null} */
function receiptFrom(value) {
  if (!isMap(value)) return null;
  const { name, title, bank, ended, spent, right, items } = value;
  if (![name, title].every((text) => typeof text === "string")) return null;
  if (![bank, ended, spent, right].every((number) => isCount(number) && number <= LATEST)) return null;
  if (!Array.isArray(items) || !items.length || items.length > MOST) return null;
  const whole = items.every(
    (item) => Array.isArray(item) && item.length > 1 && item.length <= MOST_PARTS && typeof item[0] === "string" && namedIn(item[0]) && item.slice(1).every(isResponse),
  );
  if (!whole || new Set(items.map(([own]) => own)).size !== items.length) return null;
  return { name: line(name, LONGEST_NAME), title: line(title, LONGEST_TITLE), bank: Number(bank), ended: Number(ended), spent: Number(spent), right: Number(right), items };
}
