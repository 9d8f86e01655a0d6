/**
 * Opens a cited fact under the paragraph that cites it. Without this script a mark leads to the fact at the end of the page, where the
 * facts are folded; a link to one of them unfolds it.
 */

import { element, elements } from "./elements.js";

/** What a fact opens under: the paragraph, entry or table that cites it, and not a cell, in which it would be narrow. */
const BLOCKS = "table, p, li, dd, .minute";

/**
 * Open the fact of a mark, or close it again.
 * @param {HTMLAnchorElement} mark
 */
function toggle(mark) {
  const open = mark.getAttribute("aria-expanded") === "true";
  for (const other of elements(document, ".cite[aria-expanded=true]")) close(other);
  if (open) return;
  const fact = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
  const block = blockOf(mark);
  if (!fact || !block) return;
  const shown = document.createElement("div");
  shown.className = "cited";
  shown.id = "cited";
  for (const child of fact.children) shown.append(child.cloneNode(true));
  if (block.matches("li, dd")) block.append(shown);
  else block.after(block instanceof HTMLTableRowElement ? rowOf(shown, block.cells.length) : shown);
  mark.setAttribute("aria-expanded", "true");
  mark.setAttribute("aria-controls", shown.id);
}

/**
 * @param {HTMLElement} mark
 */
function close(mark) {
  const shown = document.getElementById("cited");
  (shown?.closest(".cited-row") ?? shown)?.remove();
  mark.removeAttribute("aria-expanded");
  mark.removeAttribute("aria-controls");
}

/**
 * A row of a table with the fact in it, as wide as the table.
 * @param {Element} shown
 * @param {number} columns
 */
function rowOf(shown, columns) {
  const row = document.createElement("tr");
  row.className = "cited-row";
  const cell = row.insertCell();
  cell.colSpan = columns;
  cell.append(shown);
  return row;
}

/**
 * The block that a mark stands in: of a table what it scrolls in, or its row where every row is an entry of its own.
 * @param {Element} mark
 * @returns {Element | null}
 */
function blockOf(mark) {
  const row = mark.closest(".ruled tbody tr");
  if (row) return row;
  const table = mark.closest("table");
  if (!table) return mark.closest(BLOCKS);
  let block = /** @type {Element} */ (table);
  while (block.parentElement?.matches(".md-typeset__scrollwrap, .md-typeset__table")) block = block.parentElement;
  return block;
}

element(document, ".md-content").addEventListener("click", (event) => {
  const mark = event.target instanceof Element && event.target.closest(".cite");
  if (!(mark instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  toggle(mark);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const mark of elements(document, ".cite[aria-expanded=true]")) close(mark);
});

/** Unfold the fact that the address names: some browsers leave it folded. */
function unfold() {
  const fact = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = fact?.closest(".proof details");
  if (!(fold instanceof HTMLDetailsElement) || fold.open) return;
  fold.open = true;
  fact?.scrollIntoView();
}

window.addEventListener("hashchange", unfold);
unfold();
