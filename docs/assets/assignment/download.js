/** An assignment as a file for an LMS: the pieces of its questions are fetched, and put together here. */

import { data } from "../elements.js";
import { fetchedFrom, once } from "../quiz/pools.js";
import { idsIn } from "./items.js";
import { assembled } from "./package.js";

/** @typedef {import("./items.js").Found} Found */
/** @typedef {import("./items.js").Index} Index */
/** @typedef {import("./package.js").Cover} Cover */
/** @typedef {{category: string, pieces: import("./package.js").Pieces} | {kind: string, why: string}} Piece what an item adds, or why it cannot */
/** @typedef {{name: string, content: Uint8Array, questions: number, of: number, leftOut: string[]}} Made */

/** @param {string} address */
async function unpacked(address) {
  const { body } = await fetchedFrom(address);
  if (!body) throw new Error(`there is nothing at ${address}`);
  return new Response(body.pipeThrough(new DecompressionStream("gzip"))).json();
}

/** The pieces of a topic or a case in a format. @type {(address: string) => Promise<Record<string, Piece>>} */
const piecesAt = once(unpacked);

/** The files that every form of a format has. @type {(address: string) => Promise<Record<string, string>>} */
const filesAt = once(unpacked);

/**
 * The first questions, as many as a format holds; a case with all its parts or with none.
 * @template T @param {T[][]} wanted @param {number} most
 */
function firstOf(wanted, most) {
  /** @type {T[]} */
  const within = [];
  for (const together of wanted) {
    if (within.length + together.length > most) break;
    within.push(...together);
  }
  return within;
}

/** A file's name after a title. @param {string} title @param {string} untitled where none of its letters can stand in one */
export const fileName = (title, untitled) =>
  title
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase()
    .slice(0, 60) || untitled;

/**
 * The file of an assignment in a format, with what is left out of it and why. Rejects where the pieces cannot be had.
 * @param {HTMLElement} tool @param {Index} index @param {string} format @param {Found[]} found @param {Cover} cover
 * @returns {Promise<Made>}
 */
export async function made(tool, index, format, found, { title, passing }) {
  const offered = index.formats.find(({ name }) => name === format);
  if (!offered) throw new Error(`there is no format ${format}`);
  const homes = [...new Set(found.map(({ named }) => named.home))];
  const address = (/** @type {string | undefined} */ file) => `${data(tool, "top")}generated/pieces/${file}`;
  const of = new Map(
    await Promise.all(homes.map(async (home) => /** @type {const} */ ([home, await piecesAt(address(index.pieces[home]?.[format]))]))),
  );
  const files = offered.files ? await filesAt(address(offered.files)) : {};
  const together = found.map(({ named, item }) => (item ? idsIn(item).map((id) => ({ id, home: named.home })) : []));
  const wanted = firstOf(together, offered.most ?? Infinity);
  const beyond = together.flat().length - wanted.length;
  const written = [];
  /** @type {Map<string, {kind: string, why: string, count: number}>} */
  const reasons = new Map();
  for (const { id, home } of wanted) {
    const piece = of.get(home)?.[id];
    if (!piece) throw new Error(`there is no piece of ${id}`);
    if ("pieces" in piece) written.push({ id, ...piece });
    else {
      const key = `${piece.kind} ${piece.why}`;
      reasons.set(key, { ...piece, count: (reasons.get(key)?.count ?? 0) + 1 });
    }
  }
  if (beyond) reasons.set("beyond", { kind: "beyond", why: offered.beyond ?? "", count: beyond });
  return {
    name: fileName(title, "assignment") + offered.suffix,
    content: assembled({ ...offered.frame, files }, written, { title: title || index.guide, passing }),
    questions: written.length,
    of: wanted.length + beyond,
    leftOut: [...reasons].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, { kind, why, count }]) => `${count} ${index.kinds[kind]}, for ${why}`),
  };
}

/** Let the browser save a file. @param {string} name @param {Uint8Array} content */
export function save(name, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (content)]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
