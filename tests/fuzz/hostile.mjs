/**
 * Hostile addresses, receipts and memories for the modules of the pages, in node: `node hostile.mjs SEED COUNT`. Each is a mutation of a
 * sound one. Writes a line of JSON for each that throws, takes long, says nothing or shows what nobody should see.
 */

import { addressOf, stateIn } from "./assignment/state.js";
import { address, assignedIn, assignmentAddress, drawSet, unreadIn, wantedIn } from "./quiz/address.js";
import { cards, coming, dueBy, standing } from "./quiz/schedule.js";
import { left, leave, sessions } from "./quiz/sessions.js";
import * as store from "./quiz/store.js";
import { keptCodes } from "./receipt/kept.js";
import { codeOf, codesIn, lineOf, readCode, scored, written } from "./receipt/receipt.js";
import { deflateSync } from "./vendor/fflate.js";

const [seed, count] = process.argv.slice(2).map(Number);

/** A generator of numbers from 0 to 1, the same for the same seed. */
let state = seed;
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};
const pick = (all) => all[Math.floor(random() * all.length)];

/** Storage as a browser has it; full now and then, and sometimes closed. */
class Memory {
  getItem(name) { if (closed) throw new Error("closed"); return Object.hasOwn(this, name) ? this[name] : null; }
  setItem(name, value) { if (closed || full) throw new Error("full"); Object.defineProperty(this, name, { value: String(value), enumerable: true, configurable: true }); }
  removeItem(name) { delete this[name]; }
}
let closed = false;
let full = false;
globalThis.localStorage = new Memory();
globalThis.PerformanceNavigationTiming = class {};

const TEXTS = ["", " ", "__proto__", "constructor", "toString", "hasOwnProperty", "units", "x".repeat(5000), "\u202eevil", "\u0000", "\ud800", "<img src=x onerror=alert(1)>", "a:b", ":", "-", "--", "1e9", "-1", "0x10", "99999999999999999999", "NaN", "null", "2026-02-30", "9999-12-31", "%", "%zz", "%ff", "+", "&", "#", "=", "97112r1", "//[", "//evil.example", "javascript:alert(1)", "\u{1f469}\u200d\u{1f680}", "a\u0301".repeat(500)];
const VALUES = [...TEXTS, 0, -1, 1, 0.5, 1e15, 1e308, 8.64e15, 2 ** 53, true, false, null, [], {}, [[]], [null], { a: 1 }, [1, "right"], [[1, "right"]]];

/** Every holder and place in a value. */
function* places(value) {
  for (const key of value !== null && typeof value === "object" ? Object.keys(value) : []) {
    yield [value, key];
    yield* places(value[key]);
  }
}

const define = (holder, name, value) => Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });

/** A copy with one to three places of it changed. */
function changed(original) {
  const whole = { whole: structuredClone(original) };
  for (let times = 1 + Math.floor(random() * 3); times > 0; times -= 1) {
    const found = pick([...places(whole)]);
    if (!found) break;
    const [holder, key] = found;
    const how = random();
    if (how < 0.5) define(holder, key, structuredClone(pick(VALUES)));
    else if (how < 0.6 && Array.isArray(holder)) holder.splice(Number(key), 1);
    else if (how < 0.7) delete holder[key];
    else if (!Array.isArray(holder)) {
      const name = random() < 0.5 ? pick(TEXTS) : `${pick(TEXTS)}-a1`;
      const value = holder[key];
      if (random() < 0.5) delete holder[key];
      define(holder, name, value);
    } else holder.push(...Array.from({ length: pick([1, 2, 300]) }, () => structuredClone(pick(random() < 0.5 ? VALUES : holder))));
  }
  return whole.whole;
}

/** A text with one to four letters or words of it changed. */
function garbled(text) {
  let made = text;
  for (let times = 1 + Math.floor(random() * 4); times > 0; times -= 1) {
    const at = Math.floor(random() * (made.length + 1));
    const rest = made.slice(at + pick([0, 0, 1, 3, 40]));
    made = made.slice(0, at) + (random() < 0.7 ? pick(TEXTS) : made.slice(at, at + 30).repeat(pick([2, 3, 200]))) + rest;
  }
  return made.slice(0, 300_000);
}

const NOW = Date.UTC(2026, 10, 23, 12);
const item = { topic: "units", level: 1, times: 2, right: 1, last: NOW - 86_400_000 };
const STORED = {
  version: 1,
  items: { "two-codes-a1": item, "old-b2": { ...item, box: 2, due: NOW } },
  days: { "2026-11-22": 2 },
  skills: { "two-codes": [[NOW - 9e8, "wrong"], [NOW - 86_400_000, "right"]] },
};
const SESSION = { title: "Units", seed: 7, ids: ["two-codes-a1", "old-b2"], place: 1, begun: NOW - 9e5, spent: 60_000, last: NOW, ended: null, checked: ["two-codes-a1"], counted: [], helped: [], flags: [], answers: { "two-codes-a1": [["a", "1"]] }, attempt: { items: [["units:two-codes-a1", "two-codes-a1"]], first: {}, tries: {}, spent: 0, ended: null, right: [], helped: [] } };
const SESSIONS = { version: 2, pages: { "/practice/units/": SESSION, "/practice/set/#seed=1": { ...SESSION, ends: NOW + 6e4 } } };
const KEPT = { version: 1, codes: ["abc"] };
const RECEIPT = { name: "Kim", title: "Week 3", bank: 1, ended: 1_795_000_000, spent: 600, right: 1, items: [["units:two-codes-a1", [["a", "1"], 1, 0]], ["case-feet:feet-b2", [["b", "2"], 2, 1], [[], 0, 0]]] };
const ADDRESSES = [
  "#seed=7&topics=units:4,edits:2&levels=1,2&bank=1&minutes=20&title=Week+3",
  "#topics=units,edits&n=6",
  "#bank=1&items=units:two-codes-4a57a086,case-numb-feet:numb-feet-1c2d3e4f&title=Week+3&say=Read%20it&due=2027-03-02&minutes=20",
  "#seed=3&n=10&topics=units&kinds=single,number&payer=medicare&cases=numb-feet&locked=0,2&bank=1&items=units:two-codes-4a57a086",
  `#receipt=${written(RECEIPT)}`,
];
const OFFERED = { topics: ["units", "edits"], kinds: ["single", "number"], cases: ["numb-feet"], bank: 2 };
const pooled = Array.from({ length: 30 }, (_, at) => ({ id: `two-codes-${at}`, scenario: `s${at % 5}`, level: 1 + (at % 3), edition: 1 + (at % 2), judged: 0, records: [], withdrawn: false, stratum: "" }));

/** What must be a sentence that a person can read. */
function sentence(text) {
  if (!/^[\p{L}\d].*\.$/u.test(text) || /[\p{Cc}\p{Cf}\p{Cs}]/u.test(text) || text.length > 400) throw new Error(`not a sentence: ${JSON.stringify(text).slice(0, 200)}`);
}

const WAYS = {
  addresses() {
    const hash = garbled(pick(ADDRESSES));
    return [hash, () => {
      const wanted = wantedIn(hash, 2, OFFERED.topics);
      if (wanted) {
        drawSet(new Map([["units", pooled], ["edits", pooled]]), wanted);
        const again = wantedIn(address(wanted), 2, OFFERED.topics);
        if (address(again ?? wanted) !== address(wanted)) throw new Error("an address that changes when it is read again");
      }
      const assigned = assignedIn(hash, 2);
      if (assigned) {
        const said = unreadIn(assigned, "this link");
        if (said) sentence(said);
        if (!said && !assigned.items.length && /items=[^&]/.test(hash.replace(/items=,*(&|$)/, ""))) throw new Error("an assignment of which nothing is left, and nothing is said");
        const again = assignedIn(`#${assignmentAddress(assigned)}`, 2);
        if (JSON.stringify([again.title, again.items]) !== JSON.stringify([assigned.title, assigned.items])) throw new Error("an assignment that changes when it is read again");
      }
      const shown = stateIn(hash, OFFERED, ["units"]);
      const twice = stateIn(addressOf(shown, OFFERED), OFFERED, ["units"]);
      if (addressOf(twice, OFFERED) !== addressOf(shown, OFFERED)) throw new Error("a builder that changes when it is read again");
    }];
  },
  receipts() {
    const how = random();
    const json = () => (how < 0.05 ? "[".repeat(50_000) + "]".repeat(50_000) : (JSON.stringify(changed(RECEIPT)) ?? "").repeat(how < 0.1 ? 50 : 1));
    const packed = () => codeOf(Buffer.from(deflateSync(new TextEncoder().encode(json()))).toString("base64").replace(/=+$/, ""));
    const text = how < 0.6 ? packed() : garbled(lineOf(RECEIPT));
    return [text, () => {
      for (const code of codesIn(text)) {
        const read = readCode(code);
        if ("fault" in read) sentence(`It ${read.fault}`);
        else {
          scored(read.receipt);
          const back = [...codesIn(lineOf(read.receipt))].map(readCode);
          if (back.length !== 1 || JSON.stringify(back[0].receipt) !== JSON.stringify(read.receipt)) throw new Error("a receipt that changes when it is written again");
        }
      }
    }];
  },
  memories() {
    const raw = {};
    const text = (sound) => (random() < 0.8 ? (JSON.stringify(changed(sound)) ?? "") : garbled(JSON.stringify(sound)));
    raw[store.KEY] = text(STORED);
    raw["guide97112.sessions"] = text(SESSIONS);
    raw["guide97112.receipts"] = text(KEPT);
    const other = text(STORED);
    return [JSON.stringify([raw, other]), () => {
      full = random() < 0.1;
      globalThis.localStorage = new Memory();
      for (const [name, value] of Object.entries(raw)) Object.defineProperty(localStorage, name, { value, enumerable: true, configurable: true });
      keptCodes();
      for (const page of ["/practice/units/", "/practice/set/#seed=1", "/nowhere/"]) left(page);
      sessions();
      leave("/practice/new/", SESSION);
      const merged = store.parsed(other);
      for (const stored of [store.read(), merged ?? store.read()]) {
        const all = cards(stored);
        coming(all, NOW);
        dueBy(all, store.dayNumber(NOW));
        standing(all, 5, NOW);
      }
      if (merged) store.merge(merged);
      store.record({ id: "two-codes-c3", topic: "units", level: 1, right: true }, NOW);
      if (store.read().items["two-codes-c3"]?.times !== 1) throw new Error("an answer that is not remembered");
      cards();
      store.tally("units");
      store.need("units");
      store.setAside();
      store.lasting();
      full = false;
      store.erase();
    }];
  },
};

for (let number = 0; number < count; number += 1) {
  const way = Object.keys(WAYS)[number % 3];
  const [what, run] = WAYS[way]();
  const begun = performance.now();
  let fault = "";
  try {
    run();
  } catch (error) {
    fault = `${error.message} ${(error.stack ?? "").split("\n").slice(1, 4).map((line) => line.trim().replace(/file:\S*\//, "")).join(" < ")}`;
  }
  const spent = performance.now() - begun;
  if (fault || spent > 2000) console.log(JSON.stringify({ number, way, fault: fault || `${Math.round(spent)} ms`, what: what.slice(0, 2000) }));
}
