/** The receipt at the end of an assignment: its name, and the ways to hand it in. Nothing of it is sent by the page. */

import { fileName, save } from "../assignment/download.js";
import { button, data, element, make } from "../elements.js";
import { assignedIn } from "../quiz/address.js";
import { LONGEST_NAME, line, lineOf, scored, written } from "./receipt.js";

/** @typedef {import("../quiz/types.js").Attempt} Attempt */
/** @typedef {import("./receipt.js").Receipt} Receipt */

/** More letters than this make squares that a phone does not read from a screen. */
const MOST_IN_SQUARES = 1000;

/** What a learner called themselves, for as long as the page is open. */
let named = "";

/**
 * The receipt of an attempt.
 * @param {Attempt} attempt @param {{name: string, title: string, bank: number}} cover @returns {Receipt}
 */
function receiptOf({ items, first, right, tries, helped, spent, ended }, cover) {
  return {
    ...cover,
    ended: Math.floor((ended ?? 0) / 1000),
    spent: Math.round(spent / 1000),
    right: right.length,
    items: items.map(([name, ...ids]) => [
      name,
      ...ids.map((id) => /** @type {import("./receipt.js").Response} */ ([(first[id] ?? []).flat(), tries[id] ?? 0, helped.includes(id) ? 1 : 0])),
    ]),
  };
}

/**
 * The part of the page that offers the receipt of an attempt.
 * @param {HTMLElement} quiz @param {Attempt} attempt
 */
export function handIn(quiz, attempt) {
  const tool = quiz.closest("[data-tool]");
  const assigned = tool instanceof HTMLElement ? assignedIn(location.hash, Number(tool.dataset.edition)) : null;
  const part = make("section", "receipt");
  part.append(make("h3", "", "Your receipt"));
  const sentence = make("p");
  const label = make("label", "receipt__name", "Your name, if your trainer wants it ");
  const input = document.createElement("input");
  input.name = "learner";
  input.maxLength = LONGEST_NAME;
  input.autocomplete = "name";
  input.value = named;
  label.append(input);
  const ways = make("div", "session-end__ways");
  const status = make("p", "receipt__said");
  status.setAttribute("role", "status");
  const squares = make("div", "receipt__squares");
  squares.hidden = true;
  /** @returns {Receipt} */
  const receipt = () =>
    receiptOf(attempt, { name: line(named, LONGEST_NAME), title: assigned?.title ?? "", bank: assigned?.bank ?? 0 });
  input.addEventListener("input", () => {
    named = input.value;
    squares.hidden = true;
    status.textContent = "";
  });
  ways.append(
    button("button--primary", "Copy receipt", async () => {
      const text = lineOf(receipt());
      try {
        await navigator.clipboard.writeText(text);
        status.textContent = "The receipt is copied. Paste it into a message to your trainer.";
      } catch {
        status.replaceChildren("Copy this line: ", make("code", "receipt__line", text));
      }
    }),
    button("", "Save as a file", () => {
      const { title, name } = receipt();
      save(`receipt-${fileName([title, name].join(" "), "97112")}.txt`, new TextEncoder().encode(`${lineOf(receipt())}\n`));
      status.textContent = "The receipt is in your downloads.";
    }),
    button("", "Show QR code", async () => {
      const { href } = new URL(`${data(quiz, "top")}trainers/results/`, location.href);
      status.textContent = await show(squares, `${href}#${written(receipt())}`);
    }),
  );
  sentence.textContent = `${scored(receipt())}.`;
  const honest = make("p", "receipt__honest", "It holds the first answer to each question, hints and time. It is your own report: a receipt can be written by hand, so marks that count stay in your school’s LMS. Nothing is sent unless you send it.");
  part.append(sentence, label, ways, status, squares, honest);
  return part;
}

/** Draw an address as a QR code, and say what it is for. @param {HTMLElement} holder @param {string} address */
async function show(holder, address) {
  const area = holder;
  area.hidden = true;
  if (address.length > MOST_IN_SQUARES) return "This assignment is too long for a QR code. Copy the receipt, or save it as a file.";
  const { generate } = await import("../vendor/lean-qr.js");
  const { size, get } = generate(address);
  const quiet = 4;
  const rows = Array.from({ length: size }, (_, y) => Array.from({ length: size }, (__, x) => (get(x, y) ? `M${x + quiet} ${y + quiet}h1v1h-1z` : "")).join(""));
  area.innerHTML = `<svg viewBox="0 0 ${size + 2 * quiet} ${size + 2 * quiet}" role="img" aria-label="QR code of the receipt" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><path fill="#000" d="${rows.join("")}"/></svg>`;
  area.hidden = false;
  element(area, "svg", SVGElement).scrollIntoView({ block: "nearest" });
  return "Your trainer reads this with the camera of a phone: it opens the results page with your receipt in it.";
}
