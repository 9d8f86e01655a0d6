/** The claim builder: a visit is typed, and the claim stands below with its modifiers, its edits and its payment. Nothing leaves the browser. */

import { claimFor } from "./claim.js";
import { minuteBar } from "./minute-bar.js";
import { faults, serviceRows, tell } from "./rows.js";
import { dollars, sentence } from "./sentences.js";
import { countUnits } from "./units.js";
import { claimsAsText, make, stepEntries, writeClaims } from "./written.js";

/** @type {HTMLElement} */
const calculator = document.querySelector("[data-calculator=claim]");
const form = calculator.querySelector("form");
const status = calculator.querySelector(".calculator__status");
const result = calculator.querySelector(".calculator__result");
const separate = calculator.querySelector(".calculator__separate");
const facts = JSON.parse(calculator.dataset.facts);
const failed = calculator.querySelector(".calculator__failed");
/** @type {import("./claim.js").Tables} */
let tables;
const rows = serviceRows(calculator, show);
const WAIT = 150;
const COLUMNS = ["Code", "Units", "Modifiers", "Allowed"];

/** The visit that the builder begins with: an assistant's part makes a code stand on two lines. */
const FIRST = "on=2026-03-02&discipline=PT&setting=private-practice&before=2200&97112=20+18&97530=25";

/** @param {string} name */
const field = (name) => form.elements.namedItem(name);

/** What is wrong with a field, told beside it. @param {string} name @param {string} wrong */
function fault(name, wrong) {
  const error = calculator.querySelector(`#claim-error-${name}`);
  error.textContent = wrong;
  tell(field(name), wrong ? error : null);
  return Boolean(wrong);
}

/** The visit as typed, or null where something cannot be. @returns {import("./claim.js").Visit | null} */
function visitAsTyped() {
  const on = field("on").value;
  const discipline = field("discipline").value;
  for (const input of form.querySelectorAll("input[data-label*=assistant]")) input.disabled = !tables.rules.assistantModifier[discipline];
  const first = field("on").min;
  const noDay = fault("on", !on ? "Write the day." : on < first ? `The data begins on ${first}.` : "");
  const before = field("before").value.trim().replace(/[$,]/g, "");
  const noAmount = fault("before", before && !/^\d{1,7}(\.\d{1,2})?$/.test(before) ? "Write dollars, such as 2400 or 2400.50." : "");
  const read = rows.read(({ value, dataset }) => {
    if (dataset.since && on < dataset.since) return `${value} is in force from ${dataset.since} on.`;
    return dataset.until && on > dataset.until ? `${value} was in force until ${dataset.until}.` : "";
  });
  if (noDay || noAmount || !read) return null;
  const [whole, part = ""] = before.split(".");
  return {
    on,
    discipline,
    setting: field("setting").value,
    table: field("setting").selectedOptions[0].dataset.table,
    yearToDate: before ? Number(whole + part.padEnd(2, "0")) : null,
    locality: field("locality").value,
    qualifying: Boolean(field("qualifying").value),
    separate: [...separate.querySelectorAll("select")].map((select) => ({ codes: select.name.split(" "), because: select.value })),
    services: read.map(({ code, timed, minutes: [therapist, assistant] }) => ({ code, timed, minutes: therapist + assistant, assistant, treatedBy: field("by").value || null })),
  };
}

/** A question for each pair whose edit a modifier would open; what was answered stays. @param {Set<string>} pairs */
function askWhatWasSeparate(pairs) {
  for (const select of separate.querySelectorAll("select")) if (!pairs.has(select.name)) select.closest("label").remove();
  for (const pair of pairs) {
    if ([...separate.querySelectorAll("select")].some((select) => select.name === pair)) continue;
    const label = calculator.querySelector("template[data-for=separate]").content.firstElementChild.cloneNode(true);
    label.querySelector("span").textContent = `Does the record show that ${pair.split(" ").join(" and ")} were separate?`;
    label.querySelector("select").name = pair;
    separate.append(label);
  }
  separate.hidden = !pairs.size;
}

/** One claim as a table. @param {import("./claim.js").Line[]} lines @param {import("./payment.js").Price | null} price */
function claimTable(lines, price) {
  const table = make("table", "calculator__lines");
  const head = make("tr");
  for (const name of COLUMNS) head.append(make("th", "", name));
  const body = make("tbody");
  let priced = 0;
  for (const { code, units, modifiers, deniedBy } of lines) {
    const row = make("tr");
    const amounts = deniedBy === null ? price?.lines[priced++]?.amounts : null;
    const settled = price?.unsettled ? "open" : dollars(amounts?.reduce((total, cents) => total + cents, 0) ?? 0);
    const allowed = deniedBy ? `denies beside ${deniedBy}` : price ? settled : "not priced";
    [code, String(units), modifiers.join(" "), allowed].forEach((text, i) => {
      const cell = make("td", "", text);
      cell.dataset.label = COLUMNS[i];
      row.append(cell);
    });
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

/** Who pays what of the day, in a line below its table. @param {import("./payment.js").Price | null} price */
function whoPays(price) {
  if (!price) return [];
  const [medicare, patient] = /** @type {const} */ (["medicare", "patient"]).map((who) => [...new Set(price.paid.map((paid) => paid[who]))]);
  return [make("p", "", `${sentence({ kind: "PaidBy", medicare, patient }, tables.says).text}.`)];
}

/** @param {import("./claim.js").Line[]} lines */
const asText = (lines) => lines.map(({ code, units, modifiers }) => [`${code} × ${units}`, ...modifiers].join(" ")).join(", ") || "nothing is billed";

function show() {
  const visit = visitAsTyped();
  result.hidden = !visit;
  if (!visit) {
    status.textContent = faults(calculator);
    return;
  }
  const built = claimFor(visit, tables);
  askWhatWasSeparate(built.openable);
  const claims = built.acceptable.map((lines, i) => [
    ...(i ? [make("p", "calculator__or", "or")] : []),
    lines.length ? claimTable(lines, built.prices[i]) : make("p", "calculator__answer", "Nothing is billed."),
    ...whoPays(built.prices[i]),
  ]);
  calculator.querySelector(".calculator__claims").replaceChildren(
    ...(built.unsettled ? [make("p", "calculator__answer", `Unsettled: ${sentence(built.unsettled, tables.says).text}`)] : claims.flat()),
  );
  const warnings = calculator.querySelector(".calculator__warnings");
  const texts = [...built.notPayable, ...built.warnings].map((warning) => sentence(warning, tables.says).text);
  warnings.replaceChildren(...texts.map((text) => make("li", "", text)));
  warnings.hidden = !texts.length;
  calculator.querySelector(".calculator__why").replaceChildren(...stepEntries(built.steps, tables.says, facts));
  calculator.querySelector(".calculator__figure").replaceChildren(minuteBar(visit.services, countUnits(visit.services, "medicare")));
  for (const box of calculator.querySelectorAll(".calculator__rule")) {
    const counted = countUnits(visit.services, box.dataset.rule);
    writeClaims(box.querySelector(".calculator__answer"), claimsAsText(counted.acceptable, visit.services.map((service) => service.code)));
  }
  status.textContent = `${built.unsettled ? "Unsettled" : built.acceptable.map(asText).join(" or ")}. ${texts.join(" ")}`.trim();
  const named = ["on", "discipline", "setting", "by", "before", "locality", "qualifying"].filter((name) => field(name).value);
  const parts = [
    ...named.map((name) => `${name}=${encodeURIComponent(field(name).value)}`),
    ...visit.services.map(({ code, minutes, assistant }) => `${code}=${minutes - assistant}${assistant ? `+${assistant}` : ""}`),
    ...visit.separate.filter(({ because }) => because).map(({ codes, because }) => `${codes.join("-")}=${because}`),
  ];
  history.replaceState(null, "", `#${parts.join("&")}`);
}

/** A part of the address put into its field; what makes no sense is passed over. @param {string} name @param {string} value */
function fill(name, value) {
  const service = /^(\d{1,4})(?:\+(\d{1,4}))?$/.exec(value);
  if (rows.knows(name)) return service ? [[name, [service[1], service[2] ?? ""]]] : [];
  const input = field(name);
  if (input instanceof HTMLInputElement) input.value = value;
  if (input instanceof HTMLSelectElement && [...input.options].some((option) => option.value === value)) input.value = value;
  return [];
}

/** The visit that the address asks for, such as #on=2026-03-02&97112=20+18. */
function fromAddress() {
  const given = location.hash.slice(1);
  const parts = (/(^|&)\w{5}=\d/.test(given) ? given : FIRST).split("&").map((part) => part.split("="));
  form.reset();
  const services = parts.flatMap(([name, value = ""]) => fill(name, decoded(value)));
  rows.clear();
  for (const [code, minutes] of services.length ? services.slice(0, rows.most) : [["97112", ["24"]]]) rows.add(code, minutes);
  if (!field("on").value) field("on").value = "2026-03-02";
  show();
  const reasons = new Map(parts.map(([name, value]) => [name.replace("-", " "), value]));
  for (const select of separate.querySelectorAll("select")) {
    const asked = reasons.get(select.name);
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

let waiting = 0;
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, WAIT);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
failed.querySelector("button").addEventListener("click", begin);

/** Nothing can be billed without the tables: where they cannot be had the page says so instead of standing there dead. */
async function begin() {
  const parts = [form, result];
  try {
    const answer = await fetch(new URL(calculator.dataset.tables, location.href));
    if (!answer.ok) throw new Error(String(answer.status));
    tables = await answer.json();
  } catch {
    for (const part of parts) part.hidden = true;
    failed.hidden = false;
    failed.querySelector("span").textContent = "The tables of fees and edits could not be loaded. Try again when you are online.";
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
