/** The claim builder: a visit is entered, and the claim stands beside it with its modifiers, its edits and its payment. Nothing leaves the browser. */

import { around, data, element, elements, make } from "../elements.js";
import { claimFor } from "./claim.js";
import { minuteBar } from "./minute-bar.js";
import { faults, fromTemplate, serviceRows, tell } from "./rows.js";
import { dollars, sentence } from "./sentences.js";
import { countUnits } from "./units.js";
import { claimsAsText, onInput, stepEntries, writeClaims } from "./written.js";

/** @import { Claims, Discipline, Line, Phrase, Price, Table, Tables, Visit } from "./types.js" */

const calculator = element(document, "[data-calculator=claim]");
const form = element(calculator, "form", HTMLFormElement);
const status = element(calculator, ".calculator__status");
const result = element(calculator, ".calculator__result");
const separate = element(calculator, ".calculator__separate");
const more = element(calculator, "details", HTMLDetailsElement);
const explanation = element(calculator, ".calculator__why");
const facts = JSON.parse(data(calculator, "facts"));
const failed = element(calculator, ".calculator__failed");
/** @type {Tables} */
let tables;
const rows = serviceRows(calculator, show);
const COLUMNS = ["Code", "Units", "Modifiers", "Allowed"];

/** What a step that names no code of its own is about, by the facts it cites; any other is about the whole visit. */
const SUBJECTS = [
  { title: "Edits between the lines", facts: /^E-/ },
  { title: "Payment and the year's total", facts: /^(P-|M-0[3-6])/ },
];

/** The visit that the builder begins with: an assistant's part makes a code stand on two lines. */
const FIRST = "on=2026-03-02&discipline=PT&setting=private-practice&before=2200&97112=20+18&97530=25";

/** @typedef {HTMLInputElement | HTMLSelectElement} Field */

/** @param {string} name */
const field = (name) => /** @type {Field} */ (element(form, `[name="${name}"]`));

const questions = () => elements(separate, "select", HTMLSelectElement);

/** What is wrong with a field, told beside it. @param {string} name @param {string} wrong */
function fault(name, wrong) {
  const error = element(calculator, `#claim-error-${name}`);
  error.textContent = wrong;
  tell(field(name), wrong ? error : null);
  return Boolean(wrong);
}

/** The visit as typed, or null where something cannot be. @returns {Visit | null} */
function visitAsTyped() {
  const on = field("on").value;
  const discipline = /** @type {Discipline} */ (field("discipline").value);
  const helped = elements(form, "input[data-label*=assistant]", HTMLInputElement);
  for (const input of helped) input.disabled = !tables.rules.assistantModifier[discipline];
  const first = element(form, "[name=on]", HTMLInputElement).min;
  const noDay = fault("on", !on ? "Write the day." : on < first ? `The data begins on ${first}.` : "");
  const before = field("before").value.trim().replace(/[$,]/g, "");
  const noAmount = fault("before", before !== "" && !/^\d{1,7}(\.\d{1,2})?$/.test(before) ? "Write dollars, such as 2400 or 2400.50." : "");
  const read = rows.read(({ value, dataset }) => {
    if (dataset.since && on < dataset.since) return `${value} is in force from ${dataset.since} on.`;
    return dataset.until && on > dataset.until ? `${value} was in force until ${dataset.until}.` : "";
  });
  more.open ||= noAmount;
  if (noDay || noAmount || !read) return null;
  const [whole = "", part = ""] = before.split(".");
  const treatedBy = field("by").value;
  return {
    on,
    discipline,
    setting: field("setting").value,
    table: /** @type {Table} */ (data(element(form, "[name=setting] option:checked"), "table")),
    yearToDate: before ? Number(whole + part.padEnd(2, "0")) : null,
    locality: field("locality").value,
    qualifying: Boolean(field("qualifying").value),
    separate: questions().map((select) => ({ codes: select.name.split(" "), because: select.value })),
    services: read.map(({ code, timed, minutes: [therapist = 0, assistant = 0] }) => ({ code, timed, minutes: therapist + assistant, assistant, treatedBy })),
  };
}

/** The pairs whose edit a modifier would override: they stay shut, or the record has shown that they were separate. @param {Claims} built */
function openable({ steps, warnings }) {
  const shown = steps.filter(({ kind }) => kind === "ShownSeparate").map(({ first, second }) => [first, second]);
  const shut = warnings.filter(({ kind }) => kind === "DeniesUnlessSeparate").map(({ code, beside }) => [code, beside]);
  return new Set([...shown, ...shut].map((pair) => pair.sort().join(" ")));
}

/** A question for each pair whose edit a modifier would open; what was answered stays. @param {Set<string>} pairs */
function askWhatWasSeparate(pairs) {
  for (const select of questions()) if (!pairs.has(select.name)) around(select, "label").remove();
  for (const pair of pairs) {
    if (questions().some((select) => select.name === pair)) continue;
    const label = fromTemplate(calculator, "template[data-for=separate]");
    element(label, "span").textContent = `Does the record show that ${pair.split(" ").join(" and ")} were separate?`;
    element(label, "select", HTMLSelectElement).name = pair;
    separate.append(label);
  }
  separate.hidden = !pairs.size;
}

/** One claim as a table. @param {Line[]} lines @param {Price | null} price */
function claimTable(lines, price) {
  const table = make("table", "calculator__lines");
  const head = make("tr");
  for (const name of COLUMNS) head.append(make("th", "", name));
  const body = make("tbody");
  let priced = 0;
  for (const { deniedBy, ...line } of lines) {
    const row = make("tr");
    const amount = deniedBy === null ? price?.lines[priced++] : undefined;
    const settled = amount === undefined ? "not priced" : price?.unsettled ? "open" : dollars(amount);
    const texts = [line.code, String(line.units), withOpen(line), deniedBy ? `denies beside ${deniedBy}` : settled];
    for (const [i, text] of texts.entries()) {
      const cell = make("td", "", text);
      cell.dataset.label = COLUMNS[i];
      row.append(cell);
    }
    body.append(row);
  }
  const thead = make("thead");
  thead.append(head);
  table.append(thead, body);
  if (price) {
    const foot = make("tfoot");
    const row = make("tr");
    const total = make("th", "", "The day");
    total.setAttribute("colspan", "3");
    row.append(total, make("td", "", dollars(price.total)));
    foot.append(row);
    table.append(foot);
  }
  return table;
}

/** Who pays what of the day, in a line below its table. @param {Price | null} price */
function whoPays(price) {
  if (!price) return [];
  const [medicare, patient] = [price.paid.map((paid) => paid.medicare), price.paid.map((paid) => paid.patient)];
  const said = { kind: "PaidBy", medicare: [...new Set(medicare)], patient: [...new Set(patient)] };
  return [make("p", "", `${sentence(said, tables.says).text}.`)];
}

/** The modifiers of a line, and the one that is not settled. @param {Pick<Line, "modifiers" | "openModifier">} line */
const withOpen = ({ modifiers, openModifier: modifier }) =>
  [...modifiers, ...(modifier ? [`(${sentence({ kind: "NotSettled", modifier }, tables.says).text})`] : [])].join(" ");

/** @param {Line[]} lines */
const asText = (lines) => lines.map((line) => `${line.code} × ${line.units} ${withOpen(line)}`.trim()).join(", ") || "nothing is billed";

/** The steps under what each is about: the whole visit, a code with its lines, edits, payment. @param {Claims} built @param {Visit} visit */
function stepsByLine({ claims, steps }, { services }) {
  /** @param {string} code */
  const titleOf = (code) => {
    const own = claims.map(({ lines }) => lines.filter((line) => line.code === code));
    return [...new Set(own.map((lines) => (lines.length ? asText(lines) : `${code}: no line`)))].join(" or ");
  };
  const codes = new Map(services.map(({ code }) => [code, titleOf(code)]));
  const WHOLE = "The whole visit";
  /** @type {Map<string, Phrase[]>} */
  const parts = new Map([WHOLE, ...codes.values(), ...SUBJECTS.map(({ title }) => title)].map((title) => [title, []]));
  for (const step of steps) {
    const cites = sentence(step, tables.says).cites;
    const subject = SUBJECTS.find(({ facts: own }) => cites.some((fact) => own.test(fact)));
    parts.get(codes.get(String(step.code)) ?? subject?.title ?? WHOLE)?.push(step);
  }
  return [...parts].filter(([, own]) => own.length).flatMap(([title, own]) => {
    const list = make("ol", "steps");
    list.append(...stepEntries(own, tables.says, facts));
    return [make("h3", "calculator__part", title), list];
  });
}

/** What is entered in the part that may be folded, in its heading: the setting, and whatever is not as it usually is. */
function summary() {
  const chosen = elements(more, "select", HTMLSelectElement).filter(({ name, selectedIndex }) => name === "setting" || selectedIndex > 0);
  const before = field("before").value.trim();
  return [...chosen.map((select) => select.selectedOptions[0]?.text), ...(before ? [`$${before.replace("$", "")} so far`] : [])].join(" · ");
}

function show() {
  const visit = visitAsTyped();
  result.hidden = explanation.hidden = !visit;
  element(more, "summary span").textContent = summary();
  if (!visit) {
    status.textContent = faults(calculator);
    return;
  }
  const built = claimFor(visit, tables);
  askWhatWasSeparate(openable(built));
  const claims = built.claims.map(({ lines, price, why }, i) => [
    ...(i ? [make("p", "calculator__or", "or")] : []),
    ...why.map((reason) => make("p", "calculator__answer", `Unsettled: ${sentence(reason, tables.says).text}`)),
    lines.length ? claimTable(lines, price) : make("p", "calculator__answer", "Nothing is billed."),
    ...whoPays(price),
  ]);
  element(calculator, ".calculator__claims").replaceChildren(...claims.flat());
  const warnings = element(calculator, ".calculator__warnings");
  const texts = [...built.notPayable, ...built.warnings].map((warning) => sentence(warning, tables.says).text);
  warnings.replaceChildren(...texts.map((text) => make("li", "", text)));
  warnings.hidden = !texts.length;
  explanation.replaceChildren(element(explanation, "h2"), ...stepsByLine(built, visit));
  element(calculator, ".calculator__figure").replaceChildren(minuteBar(visit.services, countUnits(visit.services, "medicare")));
  for (const box of elements(calculator, ".calculator__rule")) {
    const counted = countUnits(visit.services, data(box, "rule"));
    writeClaims(element(box, ".calculator__answer"), claimsAsText(counted.acceptable, visit.services.map((service) => service.code)));
  }
  const answers = built.claims.map(({ lines, why }) => `${why.length ? "unsettled: " : ""}${asText(lines)}`);
  status.textContent = `${answers.join(" or ")}. ${texts.join(" ")}`.trim();
  const named = ["on", "discipline", "setting", "by", "before", "locality", "qualifying"].filter((name) => field(name).value);
  const parts = [
    ...named.map((name) => `${name}=${encodeURIComponent(field(name).value)}`),
    ...visit.services.map(({ code, minutes, assistant }) => `${code}=${[minutes - assistant, ...(assistant ? [assistant] : [])].join("+")}`),
    ...visit.separate.filter(({ because }) => because).map(({ codes, because }) => `${codes.join("-")}=${because}`),
  ];
  history.replaceState(null, "", `#${parts.join("&")}`);
}

/**
 * A part of the address put into its field; what makes no sense is passed over. A service is returned, for its row is yet to be made.
 * @param {string} name @param {string} value @returns {[code: string, minutes: string[]][]}
 */
function fill(name, value) {
  const [service, therapist = "", assistant = ""] = /^(\d{1,4})(?:\+(\d{1,4}))?$/.exec(value) ?? [];
  if (rows.knows(name)) return service ? [[name, [therapist, assistant]]] : [];
  const input = form.elements.namedItem(name);
  if (input instanceof HTMLInputElement) input.value = value;
  if (input instanceof HTMLSelectElement && [...input.options].some((option) => option.value === value)) input.value = value;
  return [];
}

/** The visit that the address asks for, such as #on=2026-03-02&97112=20+18. */
function fromAddress() {
  const given = location.hash.slice(1);
  const parts = (/(^|&)\w{5}=\d/.test(given) ? given : FIRST).split("&").map((part) => {
    const [name = "", value = ""] = part.split("=");
    return { name, value: decoded(value) };
  });
  form.reset();
  const services = parts.flatMap(({ name, value }) => fill(name, value));
  if (!services.length) services.push(["97112", ["24"]]);
  rows.clear();
  for (const [code, minutes] of services.slice(0, rows.most)) rows.add(code, minutes);
  if (!field("on").value) field("on").value = "2026-03-02";
  show();
  const reasons = new Map(parts.map(({ name, value }) => [name.split("-").sort().join(" "), value]));
  for (const select of questions()) {
    const asked = reasons.get(select.name) ?? "";
    if ([...select.options].some((option) => option.value === asked)) select.value = asked;
  }
  show();
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** Wide enough, the whole form stands beside the claim. */
more.open = calculator.clientWidth > 700;
onInput(form, show);
element(failed, "button").addEventListener("click", begin);

/** Nothing can be billed without the tables: where they cannot be had the page says so instead of standing there dead. */
async function begin() {
  const parts = [form, result, explanation];
  try {
    const answer = await fetch(new URL(data(calculator, "tables"), location.href));
    if (!answer.ok) throw new Error(String(answer.status));
    tables = await answer.json();
  } catch {
    for (const part of parts) part.hidden = true;
    failed.hidden = false;
    element(failed, "span").textContent = "The tables of fees and edits could not be loaded. Try again when you are online.";
    calculator.removeAttribute("data-waiting");
    return;
  }
  for (const part of parts) part.hidden = false;
  failed.hidden = true;
  addEventListener("hashchange", fromAddress);
  fromAddress();
  calculator.removeAttribute("data-waiting");
}

begin();
