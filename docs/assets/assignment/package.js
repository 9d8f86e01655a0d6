/** The file of a form, put together of the pieces of its items. macros/exports/pieces.py does the same, to the byte. */

import { spread } from "../quiz/form.js";
import { zipSync } from "../vendor/fflate.js";

/**
 * @typedef {object} Document
 * @property {string} name @property {string} head @property {string} tail @property {string} category @property {boolean} xml
 */
/** @typedef {{documents: Document[], files: Record<string, string>, archive: boolean}} Frame */
/** @typedef {{documents: Record<string, string>, files?: Record<string, string>}} Pieces */
/** @typedef {{id: string, category: string, pieces: Pieces}} Written */
/** @typedef {{title: string, passing: number}} Cover what a file says besides its items; a score of a hundred passes */

const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]/gu; // eslint-disable-line no-control-regex

/** What an archive says of its files: made at the earliest time there is, and to be read by their owner. */
const MADE = new Date(1980, 0, 1);
const OWNERS = 0o600 << 16;

/** @param {string} text */
function escaped(text) {
  const signs = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
  return text.replace(/[&<>"']/g, (sign) => signs[/** @type {keyof typeof signs} */ (sign)]);
}

/** @param {Document} document @param {Written[]} items @param {Cover} cover @param {string} form */
function filled(document, items, { title, passing }, form) {
  const plain = title.replace(CONTROL, "");
  // The title comes last, for it may hold anything.
  const values = { "@form@": form, "@passing@": String(passing), "@share@": (passing / 100).toFixed(2), "@title@": document.xml ? escaped(plain) : plain };
  const around = [document.head, document.tail].map((part) => Object.entries(values).reduce((text, [name, value]) => text.split(name).join(value), part));
  const text = [around[0]];
  let last = "";
  for (const { category, pieces } of items) {
    if (document.category && category !== last) text.push(document.category.split("@category@").join(category));
    last = category;
    text.push(pieces.documents[document.name] ?? "");
  }
  return [...text, around[1]].join("");
}

/** The items category by category, in the order in which each first appears. @param {Written[]} items */
function byCategory(items) {
  const order = [...new Set(items.map(({ category }) => category))];
  return order.flatMap((category) => items.filter((item) => item.category === category));
}

/**
 * The bytes of a form in a format, of items that it carries.
 * @param {Frame} frame @param {Written[]} items @param {Cover} cover @returns {Uint8Array}
 */
export function assembled(frame, items, cover) {
  const ordered = frame.documents.some(({ category }) => category) ? byCategory(items) : items;
  const form = spread(ordered.map(({ id }) => id).join(" ")).toString(16).padStart(8, "0");
  const encoder = new TextEncoder();
  const texts = frame.documents.map((document) => ({ name: document.name, text: filled(document, ordered, cover, form) }));
  if (!frame.archive) return encoder.encode(texts.map(({ text }) => text).join(""));
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  for (const [path, text] of Object.entries(frame.files)) files[path] = encoder.encode(text);
  for (const { name, text } of texts) files[name] = encoder.encode(text);
  for (const { pieces } of ordered) {
    for (const [path, text] of Object.entries(pieces.files ?? {})) files[path] = encoder.encode(text);
  }
  return zipSync(files, { level: 0, mtime: MADE, attrs: OWNERS });
}
