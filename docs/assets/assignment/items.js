/** The questions that an assignment names, wherever they are: in the pool of a topic or of a case. */

import { data, make } from "../elements.js";
import { isAsked } from "../quiz/form.js";
import { fetchedFrom, once, pool, withHtml } from "../quiz/pools.js";
import { topicsOf } from "../quiz/topics.js";

/** @typedef {import("../quiz/types.js").Named} Named */
/** @typedef {import("../quiz/types.js").PooledItem} PooledItem */
/** @typedef {import("../quiz/types.js").ShownItem} ShownItem */
/** @typedef {import("../quiz/types.js").Topic} Topic */
/**
 * @typedef {object} Format
 * @property {string} name
 * @property {string} label
 * @property {string} suffix how its files end
 * @property {import("./package.js").Frame} frame
 * @property {string} [files] the file of those that every form has, beside the pieces
 * @property {number} [most] how many questions it holds, where it does not hold any number
 * @property {string} [beyond] why the others are left out
 */
/**
 * @typedef {object} Index what lies beside the pages to put an assignment together; macros/pages/assignment.py writes it
 * @property {string} guide what the guide is called
 * @property {Format[]} formats
 * @property {number} passing the score that passes, of a hundred, where a trainer names no other
 * @property {Record<string, string>} kinds what a question of each kind is called where it is left out
 * @property {Record<string, Record<string, string>>} pieces the files of pieces, by topic or case and format
 * @property {Record<string, {title: string, pool: string}>} cases
 */
/** @typedef {{named: Named, item?: ShownItem, why: string}} Found */

export const OF_CASE = "case-";

/** @type {(address: string) => Promise<Index>} */
const indexAt = once(async (address) => (await fetchedFrom(address, { cache: "no-cache" })).json());

/** The index. @param {HTMLElement} tool */
export const index = (tool) => indexAt(data(tool, "index"));

/**
 * The topics and cases of these names, with the addresses of their pools; what there is not is left out.
 * @param {HTMLElement} tool @param {string[]} names @returns {Promise<Topic[]>}
 */
export async function homes(tool, names) {
  const topics = topicsOf(tool).filter(({ id }) => names.includes(id));
  if (!names.some((name) => name.startsWith(OF_CASE))) return topics;
  const cases = Object.entries((await index(tool)).cases).map(([id, { title, pool: file }]) => ({
    id: OF_CASE + id,
    title,
    pool: `${data(tool, "top")}generated/${file}`,
    past: false,
  }));
  return [...topics, ...cases.filter(({ id }) => names.includes(id))];
}

/**
 * Each question that is named, or why it is not asked. Rejects where one of them cannot be had.
 * @param {Map<string, PooledItem[]>} pools @param {Named[]} all @returns {Promise<Found[]>}
 */
export async function find(pools, all) {
  const asked = all.flatMap(({ home, id }) => pools.get(home)?.filter((item) => item.id === id && isAsked(item)) ?? []);
  const shown = await withHtml(asked);
  return all.map((name) => {
    const items = pools.get(name.home);
    const item = items?.find(({ id }) => id === name.id);
    if (item && isAsked(item)) return { named: name, item: shown[asked.indexOf(item)], why: "" };
    if (item) return { named: name, why: item.withdrawn };
    return { named: name, why: items ? "there is no question of this name" : "there is no topic or case of this name" };
  });
}

/** Of each case another draw, by the seed. @param {HTMLElement} tool @param {string[]} cases @param {number} seed @returns {Promise<Named[]>} */
export async function drawsOf(tool, cases, seed) {
  const found = await homes(tool, cases.map((id) => OF_CASE + id));
  return Promise.all(
    found.map(async ({ id, pool: address }) => {
      const draws = (await pool(address)).filter(isAsked);
      return { home: id, id: draws[seed % draws.length]?.id ?? "" };
    }),
  );
}

/** The ids of the questions that an item holds: its own, or those of a case. @param {ShownItem} item */
export const idsIn = (item) => [...item.html.matchAll(/<form class="item" id="([^"]+)"/g)].map(([, id]) => id ?? "");

/**
 * What an item says, to be read and not answered: its forms are none, and have no names that another copy would share.
 * @param {ShownItem} item @param {string} top
 */
export function readable(item, top) {
  const template = document.createElement("template");
  template.innerHTML = item.html.replaceAll("@top@/", top);
  for (const form of template.content.querySelectorAll("form.item")) {
    const question = make("div", "item");
    for (const { name, value } of form.attributes) if (name.startsWith("data-")) question.setAttribute(name, value);
    question.dataset.item = form.id;
    question.append(...form.childNodes);
    for (const part of question.querySelectorAll(".item__actions, .item__result, .claim-grid__add, .claim-grid__remove")) part.remove();
    for (const part of question.querySelectorAll("[id], [for]")) {
      part.removeAttribute("id");
      part.removeAttribute("for");
    }
    form.replaceWith(question);
  }
  return template.content;
}
