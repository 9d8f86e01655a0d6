/** The pictures and tables of a class. Whatever came out of a receipt is only ever text. */

import { button, counted, make } from "../elements.js";
import { ENOUGH_FOR_DISCRIMINATION, ENOUGH_FOR_SHARE, share, tenths } from "./class.js";

/** @typedef {import("./class.js").Row} Row */
/** @typedef {import("./class.js").Tally} Tally */

/** Rows of a table that are shown at first, and at each further press. */
const AT_ONCE = 20;
const MORE = 200;
/** Names that a line of a misconception holds. */
const MOST_NAMES = 12;
const NO_NAME = "no name";

/** @param {Tally} tally */
const ofAll = ({ right, asked }) => `${right} of ${asked}`;

/** @param {number} part */
const percent = (part) => `${Math.round(100 * part)}%`;

/** @param {string} name @returns {HTMLElement} */
function person(name) {
  const words = name ? make("bdi", "", name) : make("span", "class__noname", NO_NAME);
  return words;
}

/** A bar as long as a share. @param {number} part */
function bar(part) {
  const track = make("span", "class__bar");
  const length = make("span");
  length.style.width = percent(part);
  track.append(length);
  return track;
}

/** @typedef {{head: string, cell: (row: any, at: number) => (string | Node)[], number?: boolean, className?: (row: any) => string}} Column */

/**
 * A table whose first column names the row; long ones grow when asked. On a phone each row is a card.
 * @param {string} caption @param {Column[]} columns @param {any[]} rows
 */
function tableOf(caption, columns, rows) {
  const holder = make("div", "class__table");
  const table = make("table", "class__data");
  table.append(make("caption", "", caption));
  const head = document.createElement("thead");
  const heads = document.createElement("tr");
  for (const column of columns) {
    const cell = make("th", column.number ? "class__number" : "", column.head);
    cell.setAttribute("scope", "col");
    heads.append(cell);
  }
  head.append(heads);
  const body = document.createElement("tbody");
  table.append(head, body);
  holder.append(table);
  let shown = 0;
  const grow = (/** @type {number} */ by) => {
    for (const row of rows.slice(shown, shown + by)) {
      const line = document.createElement("tr");
      columns.forEach((column, at) => {
        const cell = make(at ? "td" : "th", [column.number ? "class__number" : "", column.className?.(row) ?? ""].filter(Boolean).join(" "));
        if (at) cell.dataset.label = column.head;
        else cell.setAttribute("scope", "row");
        cell.append(...column.cell(row, at));
        line.append(cell);
      });
      body.append(line);
    }
    shown = Math.min(rows.length, shown + by);
  };
  grow(AT_ONCE);
  if (rows.length > shown) {
    const more = button("", "", () => {
      grow(MORE);
      label();
    });
    const label = () => {
      more.hidden = shown >= rows.length;
      const rest = rows.length - shown;
      more.textContent = rest > MORE ? `Show ${MORE} more of ${rest.toLocaleString("en-US")}` : `Show the other ${rest}`;
    };
    label();
    holder.append(more);
  }
  return holder;
}

/** How many scores fall into each tenth, as columns. @param {Row[]} rows */
export function scorePicture(rows) {
  const counts = tenths(rows);
  const most = Math.max(1, ...counts);
  const [width, height, foot, top] = [600, 190, 28, 22];
  const step = width / counts.length;
  const columns = counts.map((count, at) => {
    const tall = (count / most) * (height - foot - top);
    const middle = at * step + step / 2;
    const column = count ? `<rect x="${at * step + 5}" y="${height - foot - tall}" width="${step - 10}" height="${tall}" rx="3"/>` : "";
    const number = count ? `<text x="${middle}" y="${height - foot - tall - 6}" text-anchor="middle">${count}</text>` : "";
    return `${column}${number}<text class="class__tick" x="${middle}" y="${height - 8}" text-anchor="middle">${[at * 10, at === 9 ? 100 : at * 10 + 9].join("–")}</text>`;
  });
  const said = counts.flatMap((count, at) => (count ? [`${count} from ${at * 10} to ${at === 9 ? 100 : at * 10 + 9}%`] : []));
  const figure = make("figure", "class__picture");
  figure.innerHTML = `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Scores in percent: ${said.join(", ") || "none"}.">${columns.join("")}<path class="class__ground" d="M0 ${height - foot}H${width}"/></svg>`;
  figure.append(make("figcaption", "", "Receipts by score, in percent of the questions."));
  return figure;
}

/** Whether the score that a receipt says is that of its answers. @param {Row} row */
function saidOf({ receipt, right, earned }) {
  if (!earned) return make("strong", "", `Not earned: says ${receipt.right} right, and its answers are ${right} right`);
  return receipt.right === right ? "the same" : `${receipt.right} right, with what cannot be graded now`;
}

/** @param {import("./class.js").Placed[]} all */
export function scoreTable(all) {
  const several = all.some(({ attempts }) => attempts > 1);
  const titles = new Set(all.map(({ row }) => row.form)).size > 1;
  const day = new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
  /** @type {Column[]} */
  const columns = [
    { head: "Learner", cell: ({ row }) => [person(row.receipt.name)] },
    ...(titles ? [{ head: "Assignment", cell: (/** @type {any} */ { row }) => [row.receipt.title || "no title"] }] : []),
    { head: "Right", number: true, cell: ({ row }) => [ofAll(row)] },
    {
      head: "The receipt says",
      className: ({ row }) => (row.earned ? "" : "class__unearned"),
      cell: ({ row }) => [saidOf(row)],
    },
    ...(several ? [{ head: "Attempt", cell: (/** @type {any} */ { attempt, attempts, counts }) => [attempts > 1 ? `${attempt} of ${attempts}${counts ? ", counts" : ""}` : "only one"] }] : []),
    { head: "Hints", number: true, cell: ({ row }) => [String(row.outcomes.filter((/** @type {any} */ { hint }) => hint).length)] },
    { head: "Answered again", number: true, cell: ({ row }) => [String(row.outcomes.filter((/** @type {any} */ { tries }) => tries > 1).length)] },
    { head: "Minutes", number: true, cell: ({ row }) => [String(Math.round(row.receipt.spent / 60))] },
    { head: "Finished", cell: ({ row }) => [row.receipt.ended ? day.format(row.receipt.ended * 1000) : ""] },
  ];
  return tableOf("Each receipt, graded again from its answers", columns, all);
}

/** @param {number | null} value @param {number} asked */
function discriminationSaid(value, asked) {
  if (asked < ENOUGH_FOR_DISCRIMINATION) return `needs ${ENOUGH_FOR_DISCRIMINATION} receipts`;
  if (value === null) return "all answered alike";
  return `${value < 0 ? "−" : ""}${Math.abs(value).toFixed(2)}${value < 0.1 ? ", look at it" : ""}`;
}

/** @param {import("./class.js").Measured[]} questions @param {(id: string) => string} stemOf @param {(id: string) => string} titleOf */
export function questionTable(questions, stemOf, titleOf) {
  /** @type {Column[]} */
  const columns = [
    {
      head: "Question",
      cell: ({ id, topic }) => {
        const stem = stemOf(id);
        const details = make("details", "class__stem");
        details.append(make("summary", "", stem.length > 90 ? `${stem.slice(0, 88).replace(/\s+\S*$/, "")} …` : stem), make("p", "", stem), make("p", "class__meta", `${titleOf(topic)}. Question ${id}.`));
        return [details];
      },
    },
    { head: "Right", number: true, cell: (question) => [bar(share(question)), [ofAll(question), ...(question.asked >= ENOUGH_FOR_SHARE ? [percent(share(question))] : [])].join(", ")] },
    { head: "Tells learners apart", number: true, cell: ({ discrimination, asked }) => [discriminationSaid(discrimination, asked)] },
    { head: "With a hint", number: true, cell: ({ hints }) => [String(hints)] },
    { head: "Not answered", number: true, cell: ({ open }) => [String(open)] },
    {
      head: "Most frequent misconception",
      cell: ({ slips }) => {
        const [most] = [...slips].sort(([, one], [, other]) => other - one);
        return [most ? `${most[0].replace(/\.$/, "")} (${most[1]})` : "none known"];
      },
    },
  ];
  return tableOf("The questions, those most missed first", columns, questions);
}

/** @param {ReturnType<typeof import("./class.js").misconceptions>} slips */
export function misconceptionTable(slips) {
  const most = Math.max(1, ...slips.map(({ count }) => count));
  /** @type {Column[]} */
  const columns = [
    { head: "Misconception", cell: ({ name }) => [name.replace(/\.$/, "")] },
    { head: "Times", number: true, cell: ({ count }) => [bar(count / most), String(count)] },
    {
      head: "Held by",
      cell: ({ who }) => {
        const names = [...who.values()].filter(Boolean);
        const nameless = who.size - names.length;
        const listed = names.slice(0, MOST_NAMES).flatMap((name, at) => [...(at ? [", "] : []), person(name)]);
        const rest = [...(names.length > MOST_NAMES ? [`${names.length - MOST_NAMES} more`] : []), ...(nameless ? [`${nameless} without a name`] : [])];
        return [...listed, ...(rest.length ? [`${listed.length ? ", " : ""}${rest.join(", ")}`] : [])];
      },
    },
  ];
  return tableOf("Misconceptions behind wrong answers", columns, slips);
}

/** @param {Tally | undefined} tally */
const depth = (tally) => (!tally ? "" : share(tally) < 0.5 ? "class__low" : share(tally) < 0.8 ? "class__middle" : "class__high");

/** Who needs what. @param {ReturnType<typeof import("./class.js").needs>} needs @param {(id: string) => string} titleOf */
export function needTable({ learners, topics }, titleOf) {
  /** @type {Column[]} */
  const columns = [
    { head: "Learner", cell: ({ name }) => [person(name)] },
    { head: "All", number: true, className: ({ all }) => depth(all), cell: ({ all }) => [ofAll(all)] },
    ...topics.map(({ id }) => ({
      head: titleOf(id),
      number: true,
      className: (/** @type {any} */ row) => depth(row.topics.get(id)),
      cell: (/** @type {any} */ row) => (row.topics.has(id) ? [ofAll(row.topics.get(id))] : []),
    })),
  ];
  return tableOf("Right answers of each learner by topic: who needs most first, topics most missed first", columns, learners);
}

/** How each topic went, as bars. @param {ReturnType<typeof import("./class.js").needs>} needs @param {(id: string) => string} titleOf */
export function topicBars({ topics }, titleOf) {
  const list = make("ul", "class__topics");
  for (const topic of topics) {
    const line = make("li");
    line.append(make("span", "", titleOf(topic.id)), bar(share(topic)), make("span", "class__number", ofAll(topic)));
    list.append(line);
  }
  return list;
}

/** @param {ReturnType<typeof import("./class.js").ungraded>} gone */
export function ungradedList(gone) {
  const list = make("ul");
  for (const { name, why, receipts } of gone.slice(0, AT_ONCE)) list.append(make("li", "", `${name}: ${why} (on ${counted(receipts, "receipt")}).`));
  if (gone.length > AT_ONCE) list.append(make("li", "", `And ${gone.length - AT_ONCE} more.`));
  return list;
}

/** What was not read, each in a line. @param {import("./collected.js").Fault[]} faults @param {number} all how many there were */
export function faultList(faults, all) {
  const list = make("ul", "class__faults");
  for (const { where, fault } of faults.slice(0, AT_ONCE)) list.append(make("li", "", `${where} ${fault}`));
  if (all > AT_ONCE) list.append(make("li", "", `And ${(all - Math.min(AT_ONCE, faults.length)).toLocaleString("en-US")} more.`));
  return list;
}
