/**
 * What the builder shows, as the address of its page: what is asked for, the questions in their order, which of them are locked,
 * and the words around them. Back and a reload bring all of it again.
 */

import { LEVELS, assignedIn, assignmentAddress, nameOf } from "../quiz/address.js";
import { MOST } from "../quiz/form.js";

/** @typedef {import("./drawing.js").Choices} Choices */
/** @typedef {import("../quiz/types.js").Assigned} Assigned */
/** @typedef {{choices: Choices, assigned: Assigned | null, locked: Set<string>}} State `locked` holds names */
/** @typedef {{topics: string[], kinds: string[], cases: string[], bank: number}} Offered what there is to choose */

const PAYERS = ["medicare", "other"];

/** @param {string} hash @param {Offered} offered @param {string[]} usual the topics that are asked where an address names none @returns {State} */
export function stateIn(hash, offered, usual) {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  /** @template T @param {string} name @param {T[]} all @param {T[]} otherwise */
  const some = (name, all, otherwise) => {
    const named = (asked.get(name) ?? "").split(",");
    const kept = all.filter((each) => named.includes(String(each)));
    return kept.length ? kept : otherwise;
  };
  /** @param {string} name @param {number} otherwise */
  const whole = (name, otherwise) => Number(/^\d{1,6}$/.exec(asked.get(name) ?? "")?.[0] ?? otherwise);
  const payer = asked.get("payer") ?? "";
  const assigned = assignedIn(hash, offered.bank);
  const places = (asked.get("locked") ?? "").split(",").filter(Boolean).map(Number);
  return {
    choices: {
      topics: some("topics", offered.topics, usual),
      levels: some("levels", LEVELS, LEVELS),
      kinds: some("kinds", offered.kinds, offered.kinds),
      payer: PAYERS.includes(payer) ? payer : "any",
      cases: some("cases", offered.cases, []),
      count: Math.min(MOST, Math.max(1, whole("n", 10))),
      seed: whole("seed", -1),
      bank: offered.bank,
    },
    assigned,
    locked: new Set((assigned?.items ?? []).filter((_, place) => places.includes(place)).map(nameOf)),
  };
}

/** @param {State} state @param {Offered} offered */
export function addressOf({ choices, assigned, locked }, offered) {
  const { topics, levels, kinds, payer, cases, count, seed } = choices;
  const parts = [`n=${count}`, `topics=${topics.join(",")}`];
  if (seed >= 0) parts.unshift(`seed=${seed}`);
  if (levels.length < LEVELS.length) parts.push(`levels=${levels.join(",")}`);
  if (kinds.length < offered.kinds.length) parts.push(`kinds=${kinds.join(",")}`);
  if (payer !== "any") parts.push(`payer=${payer}`);
  if (cases.length) parts.push(`cases=${cases.join(",")}`);
  if (assigned) {
    const places = assigned.items.flatMap((named, place) => (locked.has(nameOf(named)) ? [place] : []));
    if (places.length) parts.push(`locked=${places.join(",")}`);
    parts.push(assignmentAddress(assigned));
  }
  return `#${parts.join("&")}`;
}
