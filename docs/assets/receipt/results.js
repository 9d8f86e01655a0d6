/**
 * The results page: takes receipts in, grades them again, and shows what the class knows. Nothing leaves the browser, and nothing
 * stays in it unless the trainer asks for that.
 */

import { save } from "../assignment/download.js";
import { counted, element, make } from "../elements.js";
import { ready, say, topicsOf } from "../quiz/topics.js";
import { csv, measured, misconceptions, needs, placed, ungraded } from "./class.js";
import { gradeAll, nothingCollected, nothingRead, readFiles, readText } from "./collected.js";
import { keepCodes, keptCodes } from "./kept.js";
import { faultList, misconceptionTable, needTable, questionTable, scorePicture, scoreTable, topicBars, ungradedList } from "./pictures.js";
import { codeOf } from "./receipt.js";

/** @typedef {import("./collected.js").Collected} Collected */
/** @typedef {import("./collected.js").Count} Count */

const EVERY_FORM = "";

/** @param {HTMLElement} tool */
export function begin(tool) {
  let collected = nothingCollected();
  let unread = 0;
  const paste = element(tool, ".results__paste", HTMLTextAreaElement);
  const files = element(tool, "input[type=file]", HTMLInputElement);
  const keep = element(tool, "[name=keep]", HTMLInputElement);
  const which = element(tool, "[name=which]", HTMLSelectElement);
  const form = element(tool, "[name=form]", HTMLSelectElement);
  /** @type {Promise<unknown>} One text after the other. */
  let turn = Promise.resolve();

  const told = (/** @type {string} */ verb) => (/** @type {number} */ count) => say(tool, `${verb} ${count.toLocaleString("en-US")} …`);

  const keepIfAsked = () => {
    if (keep.checked && !keepCodes([...collected.receipts.keys()])) {
      keep.checked = false;
      return " This browser has no room to keep them.";
    }
    return "";
  };

  /** Take receipts in and show them. @param {() => Promise<Count>} read @param {(count: Count) => void} [done] */
  const take = (read, done = () => {}) => {
    turn = turn.then(async () => {
      const count = await read();
      unread += count.unread;
      const graded = await gradeAll(tool, collected, () => take(async () => nothingRead()), told("Grading"));
      if (graded) {
        render();
        say(tool, sentence(count) + keepIfAsked());
      }
      done(count);
    });
    return turn;
  };

  const render = () => {
    const rows = [...collected.rows.values()];
    offerForms(form, rows);
    const chosen = form.value === EVERY_FORM ? rows : rows.filter((row) => row.form === form.value);
    show(tool, collected, chosen, /** @type {import("./class.js").Which} */ (which.value), unread);
  };

  const ofPaste = () => {
    const text = paste.value;
    if (!text.trim()) return say(tool, "Paste receipts first.");
    return take(
      () => readText(collected, text, "", told("Reading")),
      ({ found }) => {
        if (found && paste.value === text) paste.value = "";
      },
    );
  };
  element(tool, "[data-action=add]").addEventListener("click", ofPaste);
  // Pasted receipts are taken at once, and never stand in the field: ten thousand of them would hold up the page.
  paste.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/97112r\d/.test(text) || paste.value.trim()) return;
    event.preventDefault();
    take(() => readText(collected, text, "", told("Reading")));
  });
  files.addEventListener("change", () => {
    const chosen = [...(files.files ?? [])];
    take(() => readFiles(collected, chosen, told("Reading")), () => (files.value = ""));
  });
  tool.addEventListener("dragover", (event) => {
    event.preventDefault();
    tool.dataset.over = "";
  });
  tool.addEventListener("dragleave", (event) => {
    if (!(event.relatedTarget instanceof Node && tool.contains(event.relatedTarget))) delete tool.dataset.over;
  });
  tool.addEventListener("drop", (event) => {
    event.preventDefault();
    delete tool.dataset.over;
    const dropped = [...(event.dataTransfer?.files ?? [])];
    const text = event.dataTransfer?.getData("text/plain") ?? "";
    take(() => (dropped.length ? readFiles(collected, dropped, told("Reading")) : readText(collected, text, "", told("Reading"))));
  });
  which.addEventListener("change", render);
  form.addEventListener("change", render);
  keep.addEventListener("change", () => {
    if (!keep.checked) {
      keepCodes(null);
      say(tool, "Nothing is kept here any more; what you see lasts until this page is closed.");
      return;
    }
    say(tool, keepIfAsked().trim() || "The receipts are kept in this browser, on this device, until you remove them.");
  });
  const remove = element(tool, "[data-action=remove]");
  remove.addEventListener("click", () => {
    if (remove.dataset.sure === undefined) {
      remove.dataset.sure = "";
      remove.textContent = "Remove them all for good";
      return;
    }
    delete remove.dataset.sure;
    remove.textContent = "Remove all";
    collected = nothingCollected();
    unread = 0;
    keepCodes(null);
    keep.checked = false;
    render();
    say(tool, "All receipts are removed.");
    paste.focus();
  });
  element(tool, "[data-action=csv]").addEventListener("click", () => {
    const rows = [...collected.rows.values()].filter((row) => form.value === EVERY_FORM || row.form === form.value);
    const text = csv(placed(rows, /** @type {import("./class.js").Which} */ (which.value)), titles(tool));
    save("results-97112.csv", new TextEncoder().encode(text));
    say(tool, "The table is in the file results-97112.csv.");
  });

  /** The receipt of a QR code comes in the address, which does not keep it. */
  const fromAddress = () => {
    const text = location.hash;
    if (!/97112r\d/.test(text)) return;
    history.replaceState(null, "", location.pathname + location.search);
    take(() => readText(collected, text, "", told("Reading")));
  };
  addEventListener("hashchange", fromAddress);
  const kept = keptCodes();
  if (kept) {
    keep.checked = true;
    take(() => readText(collected, kept.map(codeOf).join("\n"), "", told("Reading")));
  }
  fromAddress();
  ready(tool);
}

/** @param {Count} count */
function sentence({ fresh, again, unread, found }) {
  if (!found && !unread) return "There is no receipt in this text. A receipt has a code that begins with 97112r1.";
  const parts = [
    fresh ? `${fresh.toLocaleString("en-US")} ${fresh === 1 ? "receipt is" : "receipts are"} added.` : "",
    again ? `${again.toLocaleString("en-US")} ${again === 1 ? "was" : "were"} here already.` : "",
    unread ? `${unread.toLocaleString("en-US")} could not be read: see the end of this page.` : "",
  ];
  return parts.filter(Boolean).join(" ");
}

/** The titles of topics by their ids. @param {HTMLElement} tool @returns {(id: string) => string} */
function titles(tool) {
  const known = new Map(topicsOf(tool).map(({ id, title }) => [id, title]));
  return (id) => known.get(id) ?? id;
}

/** Where there are receipts for several assignments, they can be looked at one by one. @param {HTMLSelectElement} select @param {import("./class.js").Row[]} rows */
function offerForms(select, rows) {
  /** @type {Map<string, {title: string, count: number}>} */
  const forms = new Map();
  for (const { form, receipt } of rows) {
    const known = forms.get(form);
    if (known) known.count += 1;
    else forms.set(form, { title: receipt.title || "no title", count: 1 });
  }
  const before = select.value;
  const options = [...forms].slice(0, 200).map(([form, { title, count }]) => {
    const option = document.createElement("option");
    option.value = form;
    option.textContent = `${title} (${counted(form.split(",").length, "item")}, ${counted(count, "receipt")})`;
    return option;
  });
  const every = document.createElement("option");
  every.value = EVERY_FORM;
  every.textContent = `All ${forms.size} assignments`;
  select.replaceChildren(every, ...options);
  select.value = forms.has(before) ? before : EVERY_FORM;
  const label = select.closest("label");
  if (label) label.hidden = forms.size < 2;
}

/**
 * Show the class.
 * @param {HTMLElement} tool @param {Collected} collected @param {import("./class.js").Row[]} rows @param {import("./class.js").Which} which @param {number} unread
 */
function show(tool, { asked, faults, receipts }, rows, which, unread) {
  const all = placed(rows, which);
  const counting = all.filter(({ counts }) => counts).map(({ row }) => row);
  const stems = new Map([...asked.values()].flatMap((each) => ("questions" in each ? each.questions.map(({ id, stem }) => /** @type {const} */ ([id, stem])) : [])));
  const titleOf = titles(tool);
  /** @param {string} name @param {boolean} there @param {() => (Node | string)[]} parts */
  const fill = (name, there, parts) => {
    const section = element(tool, `[data-results=${name}]`);
    section.hidden = !there;
    element(section, ".results__here").replaceChildren(...(there ? parts() : []));
  };
  const learners = new Set(all.map(({ row }) => row.who)).size;
  const unearned = all.filter(({ row }) => !row.earned).length;
  const needed = needs(counting);
  const slips = misconceptions(counting);
  const gone = ungraded(rows);
  element(tool, ".results__ways").hidden = !receipts.size;
  const attempts = which === "first" ? "first" : which === "last" ? "last" : "best";
  const repeated = all.length > counting.length ? ` Of several attempts at one assignment the ${attempts} counts.` : "";
  const forged = unearned ? ` ${counted(unearned, "score")} ${unearned === 1 ? "was" : "were"} not earned.` : "";
  fill("scores", all.length > 0, () => [
    make("p", "", `${counted(all.length, "receipt")} of ${counted(learners, "learner")}.${repeated}${forged}`),
    scorePicture(counting),
    scoreTable(all),
  ]);
  fill("needs", counting.length > 0, () => [topicBars(needed, titleOf), needTable(needed, titleOf)]);
  fill("misconceptions", slips.length > 0, () => [misconceptionTable(slips)]);
  fill("questions", counting.length > 0, () => [questionTable(measured(counting), (id) => stems.get(id) ?? id, titleOf)]);
  fill("ungraded", gone.length > 0, () => [ungradedList(gone)]);
  fill("unread", unread > 0, () => [faultList(faults, unread)]);
}
