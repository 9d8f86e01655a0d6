/**
 * The page on which a trainer builds an assignment. Whatever is done changes the address of the page, and what the address says is
 * shown: so Back undoes a step, and a reload loses nothing.
 */

import { button, counted, data, element, elements, make } from "../elements.js";
import { assignmentAddress, nameOf, unreadIn } from "../quiz/address.js";
import { newSeed } from "../quiz/form.js";
import { chosen as chosenIn, fetched, offerChoices, poolsOf, ready, say, topicsOf } from "../quiz/topics.js";
import { made, save } from "./download.js";
import { another, draw } from "./drawing.js";
import { OF_CASE, drawsOf, find, homes, idsIn, index } from "./items.js";
import { blueprint, rows } from "./list.js";
import { answerKey, print, sheet } from "./paper.js";
import { addressOf, stateIn } from "./state.js";
import { VERSIONS } from "./versions.js";

/** @typedef {import("./items.js").Found} Found */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("../quiz/types.js").Assigned} Assigned */
/** @typedef {"swap" | "lock" | "up" | "down" | "remove"} Act */

/**
 * @typedef {object} Builder the page, and what it shows
 * @property {HTMLElement} tool
 * @property {State} state
 * @property {Found[]} found
 * @property {string[]} versions to print
 * @property {boolean} withKey whether to print the answer key too
 * @property {boolean} keyOpen whether the answer key is on the page
 * @property {(() => void) | null} focus what to do once the next state is shown
 */

const WRITTEN_AFTER = 300;

/** @param {HTMLElement} tool */
export function begin(tool) {
  const form = element(tool, ".tool__choices", HTMLFormElement);
  /** @type {Builder} */
  const builder = { tool, state: fromHash(tool), found: [], versions: ["A"], withKey: true, keyOpen: false, focus: null };
  offerChoices(form);
  element(form, ".tool__narrow", HTMLDetailsElement).open = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    drawAnew(builder);
  });
  form.addEventListener("change", (event) => {
    if (!event.isTrusted) return;
    builder.state.choices = { ...chosen(tool), seed: builder.state.choices.seed };
    write(builder);
  });
  beginCover(builder);
  beginWays(builder);
  addEventListener("hashchange", () => follow(builder));
  follow(builder);
  ready(tool);
}

/** @param {HTMLElement} tool */
function offered(tool) {
  /** @param {string} name */
  const values = (name) => elements(tool, `[name=${name}]`, HTMLInputElement).map(({ value }) => value);
  return { topics: values("topic"), kinds: values("kind"), cases: values("case"), bank: Number(data(tool, "edition")) };
}

/** @param {HTMLElement} tool */
function fromHash(tool) {
  const usual = topicsOf(tool).filter(({ past }) => !past);
  return stateIn(location.hash, offered(tool), usual.map(({ id }) => id));
}

/** What is chosen in the form. @param {HTMLElement} tool @returns {import("./drawing.js").Choices} */
function chosen(tool) {
  const form = element(tool, ".tool__choices", HTMLFormElement);
  const { topics, levels, count } = chosenIn(form);
  const fields = new FormData(form);
  /** @param {string} name */
  const all = (name) => fields.getAll(name).map(String);
  const seed = /^\d{1,6}$/.test(String(fields.get("seed"))) ? Number(fields.get("seed")) : -1;
  const bank = Number(data(tool, "edition"));
  return { topics, levels, kinds: all("kind"), payer: String(fields.get("payer")), cases: all("case"), count, seed, bank };
}

/** Fill the form in. @param {HTMLElement} tool @param {State} state */
function fill(tool, { choices, assigned }) {
  const form = element(tool, ".tool__choices", HTMLFormElement);
  const { topics, levels, kinds, payer, cases, count, seed } = choices;
  const checked = { topic: topics, level: levels.map(String), kind: kinds, case: cases, payer: [payer] };
  for (const [name, values] of Object.entries(checked)) {
    for (const box of elements(form, `[name=${name}]`, HTMLInputElement)) box.checked = values.includes(box.value);
  }
  element(form, "[name=count]", HTMLInputElement).value = String(count);
  element(form, "[name=seed]", HTMLInputElement).value = seed < 0 ? "" : String(seed);
  element(form, ".tool__begin").textContent = assigned ? "Draw again" : "Draw questions";
  form.dispatchEvent(new Event("change"));
  const { title = "", say: instructions = "", due = "", minutes = 0 } = assigned ?? {};
  for (const [name, value] of Object.entries({ title, say: instructions, due, minutes: minutes ? String(minutes) : "" })) {
    const field = element(tool, `.builder__cover [name=${name}]`);
    if ((field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && field.value !== value && field !== document.activeElement) field.value = value;
  }
}

/** Write what is shown into the address, without a step back. @param {Builder} builder */
function write({ tool, state }) {
  history.replaceState(null, "", addressOf(state, offered(tool)));
}

/** Show another state; the one before is a step back. @param {Builder} builder @param {State} state @param {(() => void) | null} focus what to do once it is shown */
function go(builder, state, focus = null) {
  const address = addressOf(state, offered(builder.tool));
  builder.focus = focus;
  if (location.hash === address) follow(builder);
  else location.hash = address;
}

/** An assignment of these questions, with the words of the one that was there. @param {State} state @param {Assigned["items"]} items @returns {Assigned} */
function withItems({ assigned, choices }, items) {
  const words = assigned ?? { title: "", say: "", due: "", minutes: 0 };
  return { ...words, bank: choices.bank, unread: 0, beyond: 0, items };
}

/** Draw the questions that are asked for; those that are locked stay. @param {Builder} builder */
async function drawAnew(builder) {
  const { tool, state } = builder;
  const asked = chosen(tool);
  if (!asked.topics.length || !asked.levels.length || !asked.kinds.length) {
    say(tool, "Choose a topic, a level and a kind of question first.");
    return;
  }
  const choices = { ...asked, seed: asked.seed < 0 || (state.assigned && asked.seed === state.choices.seed) ? newSeed() : asked.seed };
  const retry = () => drawAnew(builder);
  const pools = await fetched(tool, async () => poolsOf(await homes(tool, choices.topics)), retry);
  const cases = pools && (await drawn(tool, choices, retry));
  if (!pools || !cases) return;
  const before = state.assigned?.items ?? [];
  const locked = before.flatMap((named, place) => (state.locked.has(nameOf(named)) && !named.home.startsWith(OF_CASE) ? [{ place, named }] : []));
  const kept = before.filter((named) => named.home.startsWith(OF_CASE) && state.locked.has(nameOf(named)));
  const others = cases.filter(({ home }) => !kept.some((named) => named.home === home));
  const items = [...draw(pools, choices, locked), ...kept, ...others];
  if (!items.length) {
    say(tool, "There is no such question. Choose more topics, levels or kinds.");
    return;
  }
  go(builder, { choices, assigned: withItems(state, items), locked: state.locked }, () => element(tool, ".builder").scrollIntoView({ block: "start" }));
}

/** @param {HTMLElement} tool @param {import("./drawing.js").Choices} choices @param {() => void} retry */
async function drawn(tool, { cases, seed }, retry) {
  if (!cases.length) return [];
  return fetched(tool, () => drawsOf(tool, cases, seed), retry);
}

/** Show what the address says. @param {Builder} builder */
async function follow(builder) {
  const { tool } = builder;
  const state = fromHash(tool);
  builder.state = state;
  fill(tool, state);
  const { assigned } = state;
  const section = element(tool, ".builder");
  if (!assigned) {
    section.hidden = true;
    return;
  }
  const here = location.hash;
  const load = async () => {
    const pools = await poolsOf(await homes(tool, [...new Set(assigned.items.map(({ home }) => home))]));
    return { pools, found: await find(pools, assigned.items) };
  };
  const loaded = await fetched(tool, load, () => follow(builder));
  if (!loaded || location.hash !== here) return;
  const { pools, found } = loaded;
  builder.found = found;
  const titles = new Map(topicsOf(tool).map(({ id, title }) => [id, title]));
  for (const { id, title } of await homes(tool, [...pools.keys()])) titles.set(id, title);
  section.hidden = false;
  element(section, ".builder__list").replaceChildren(...rows(builder, titles, (place, act) => change(builder, pools, place, act)));
  element(section, ".builder__blueprint").replaceChildren(blueprint(tool, builder.found, titles));
  say(tool, told(builder));
  closePanel(tool);
  showKey(builder);
  builder.focus?.();
  builder.focus = null;
}

/** How many questions there are, and what is wrong with the address. @param {Builder} builder */
function told({ state: { assigned, choices }, found }) {
  const count = found.flatMap(({ item }) => (item ? idsIn(item) : [])).length;
  const apart = found.filter(({ named }) => !named.home.startsWith(OF_CASE)).length;
  return [
    `${counted(count, "question")}. The address of this page keeps them.`,
    assigned ? unreadIn(assigned, "this address") : "",
    apart < choices.count && choices.seed >= 0 ? `You asked for ${choices.count}: draw again, or choose more topics, levels or kinds.` : "",
  ].join(" ").trim();
}

/** @param {Builder} builder @param {Map<string, import("../quiz/types.js").PooledItem[]>} pools @param {number} place @param {Act} act */
async function change(builder, pools, place, act) {
  const { tool, state } = builder;
  const items = [...(state.assigned?.items ?? [])];
  const locked = new Set(state.locked);
  const named = items[place];
  if (!named) return;
  let to = place;
  if (act === "lock") locked[locked.has(nameOf(named)) ? "delete" : "add"](nameOf(named));
  if (act === "remove") items.splice(place, 1);
  if (act === "up" || act === "down") {
    to = place + (act === "up" ? -1 : 1);
    if (to < 0 || to >= items.length) return;
    items.splice(to, 0, ...items.splice(place, 1));
  }
  if (act === "swap") {
    const next = replacement(pools, named, items, state.choices);
    if (!next) {
      say(tool, "There is no other question of this topic and level.");
      return;
    }
    items[place] = next;
    locked.delete(nameOf(named));
  }
  go(builder, { ...state, assigned: withItems(state, items), locked }, () => focusRow(tool, act === "remove" ? Math.min(place, items.length - 1) : to, act));
}

/** @param {Map<string, import("../quiz/types.js").PooledItem[]>} pools @param {import("../quiz/types.js").Named} named @param {import("../quiz/types.js").Named[]} all @param {import("./drawing.js").Choices} choices */
function replacement(pools, named, all, choices) {
  const items = pools.get(named.home) ?? [];
  if (!named.home.startsWith(OF_CASE)) return another(items, named, all, choices);
  const next = items[(items.findIndex(({ id }) => id === named.id) + 1) % items.length];
  return next && next.id !== named.id ? { home: named.home, id: next.id } : null;
}

/** @param {HTMLElement} tool @param {number} place @param {Act} act */
function focusRow(tool, place, act) {
  const row = elements(tool, ".builder__row")[place];
  const wanted = row?.querySelector(`[data-act=${act}]:not([disabled])`) ?? row?.querySelector("[data-act]:not([disabled])");
  if (wanted instanceof HTMLElement) wanted.focus();
  else element(tool, ".tool__begin").focus();
}

/** Title, due date, minutes and instructions; on a phone they are folded, so that the questions come first. @param {Builder} builder */
function beginCover(builder) {
  const cover = element(builder.tool, ".builder__cover", HTMLFormElement);
  element(builder.tool, ".builder__words", HTMLDetailsElement).open = matchMedia("(min-width: 45em)").matches;
  let waiting = 0;
  const keep = () => {
    clearTimeout(waiting);
    const { assigned } = builder.state;
    if (!assigned) return;
    const fields = new FormData(cover);
    /** @param {string} name */
    const text = (name) => String(fields.get(name) ?? "");
    const words = { title: text("title"), say: text("say"), due: text("due"), minutes: Math.min(240, Math.trunc(Number(text("minutes"))) || 0) };
    builder.state.assigned = { ...assigned, ...words };
    write(builder);
  };
  cover.addEventListener("submit", (event) => event.preventDefault());
  cover.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, WRITTEN_AFTER);
  });
  cover.addEventListener("change", keep);
  addEventListener("pagehide", keep);
}

/** The bar with the ways to hand it out. @param {Builder} builder */
function beginWays(builder) {
  const { tool } = builder;
  /** @param {string} name @param {() => unknown} pressed */
  const way = (name, pressed) => element(tool, `[data-action=${name}]`).addEventListener("click", pressed);
  way("link", () => copyLink(builder));
  way("print", () => toggle(tool, "print", () => offerVersions(builder)));
  way("key", () => {
    builder.keyOpen = !builder.keyOpen;
    showKey(builder);
    const holder = element(tool, ".builder__key");
    if (!builder.keyOpen) return;
    holder.focus({ preventScroll: true });
    holder.scrollIntoView({ block: "start" });
  });
  way("download", () => toggle(tool, "download", () => offerFormats(builder)));
}

/** The address of the session that an assignment opens. @param {Builder} builder */
function linkOf({ tool, state, found }) {
  const { assigned } = state;
  if (!assigned) return "";
  const items = found.filter(({ item }) => item).map(({ named }) => named);
  return new URL(`${data(tool, "top")}practice/set/#${assignmentAddress({ ...assigned, items })}`, location.href.replace(/#.*/, "")).href;
}

/** @param {Builder} builder */
async function copyLink(builder) {
  const { tool } = builder;
  const link = linkOf(builder);
  const panel = open(tool, "link");
  const words = make("p", "builder__said", "The link is copied. ");
  words.setAttribute("role", "status");
  const address = make("a", "", "Open it");
  address.setAttribute("href", link);
  address.setAttribute("target", "_blank");
  panel.append(words);
  try {
    await navigator.clipboard.writeText(link);
  } catch {
    words.textContent = "Copy this link. ";
    const field = document.createElement("input");
    field.readOnly = true;
    field.value = link;
    field.setAttribute("aria-label", "The link");
    panel.append(field);
    field.select();
  }
  words.append(address);
}

/** @param {HTMLElement} tool @param {string} name @param {() => unknown} fillPanel */
function toggle(tool, name, fillPanel) {
  const way = element(tool, `[data-action=${name}]`);
  const shown = way.getAttribute("aria-expanded") === "true";
  if (shown) closePanel(tool);
  else fillPanel();
}

/** The panel above the bar, empty, for one of its ways. @param {HTMLElement} tool @param {string} name */
function open(tool, name) {
  closePanel(tool);
  const panel = element(tool, ".builder__panel");
  panel.hidden = false;
  const way = element(tool, `[data-action=${name}]`);
  if (way.hasAttribute("aria-expanded")) way.setAttribute("aria-expanded", "true");
  return panel;
}

/** @param {HTMLElement} tool */
function closePanel(tool) {
  const panel = element(tool, ".builder__panel");
  panel.hidden = true;
  panel.replaceChildren();
  for (const way of elements(tool, ".builder__ways [aria-expanded]:not([data-action=key])")) way.setAttribute("aria-expanded", "false");
}

/** @param {Builder} builder */
async function offerFormats(builder) {
  const { tool } = builder;
  const panel = open(tool, "download");
  const status = make("p", "builder__said", "");
  status.setAttribute("role", "status");
  const list = make("div", "builder__formats");
  const passing = make("label", "builder__passing", "Score that passes in SCORM, of 100 ");
  const score = document.createElement("input");
  Object.assign(score, { type: "number", name: "passing", min: "1", max: "100", step: "1", required: true, inputMode: "numeric" });
  passing.append(score);
  panel.append(list, passing, status);
  try {
    const { formats, passing: usual } = await index(tool);
    score.value = String(usual);
    list.append(...formats.map(({ name, label }) => button("", label, () => download(builder, name, score, status))));
  } catch {
    status.textContent = "The formats could not be loaded. Try again when you are online.";
  }
}

/** @param {Builder} builder @param {string} format @param {HTMLInputElement} score that passes @param {HTMLElement} status */
async function download({ tool, state, found }, format, score, status) {
  if (!score.reportValidity()) return;
  status.textContent = "Putting the file together …";
  try {
    const file = await made(tool, await index(tool), format, found, { title: state.assigned?.title ?? "", passing: score.valueAsNumber });
    if (file.questions) save(file.name, file.content);
    const count = `${file.questions} of ${file.of} questions`;
    const what = file.questions ? `${file.name} has ${count}.` : "This format can carry none of these questions.";
    status.textContent = [what, file.leftOut.length ? `Left out: ${file.leftOut.join("; ")}.` : "The key is in the file."].join(" ");
  } catch {
    status.textContent = "The file could not be put together. Try again when you are online.";
  }
  status.scrollIntoView({ block: "nearest" });
}

/** Which versions to print, and whether with the key. @param {Builder} builder */
function offerVersions(builder) {
  const { tool } = builder;
  const panel = open(tool, "print");
  const list = make("div", "builder__versions");
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", "What to print");
  /** @param {string} text @param {boolean} checked @param {() => void} changed */
  const box = (text, checked, changed) => {
    const label = make("label", "tool__choice");
    const input = document.createElement("input");
    input.type = "checkbox";
    input.checked = checked;
    input.addEventListener("change", changed);
    label.append(input, ` ${text}`);
    return label;
  };
  const flip = (/** @type {string} */ version) => {
    const { versions } = builder;
    builder.versions = VERSIONS.filter((each) => (each === version ? !versions.includes(each) : versions.includes(each)));
    showKey(builder);
  };
  list.append(...VERSIONS.map((version) => box(`Version ${version}`, builder.versions.includes(version), () => flip(version))));
  list.append(box("Answer key", builder.withKey, () => (builder.withKey = !builder.withKey)));
  const status = make("p", "builder__said", "");
  status.setAttribute("role", "status");
  const begins = button("button--primary", "Print now", () => {
    const parts = onPaper(builder);
    status.textContent = parts.length ? "" : "Choose a version or the answer key first.";
    if (parts.length) print(tool, parts);
  });
  panel.append(list, begins, status);
}

/** The sheets that are asked for. @param {Builder} builder */
function onPaper({ tool, state, found, versions, withKey }) {
  const { assigned } = state;
  if (!assigned) return [];
  const top = data(tool, "top");
  const sheets = versions.map((version) => sheet(found, assigned, version, top));
  return withKey ? [...sheets, answerKey(found, assigned.title, versions.length ? versions : ["A"], top)] : sheets;
}

/** The answer key, where it is open. @param {Builder} builder */
function showKey(builder) {
  const { tool, state, found, versions } = builder;
  const holder = element(tool, ".builder__key");
  const isOpen = builder.keyOpen && state.assigned !== null;
  holder.hidden = !isOpen;
  element(tool, "[data-action=key]").setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) return;
  const key = () => answerKey(found, state.assigned?.title ?? "", versions.length ? versions : ["A"], data(tool, "top"));
  holder.replaceChildren(key(), button("", "Print the answer key", () => print(tool, [key()])));
}
