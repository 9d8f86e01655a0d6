/** By when is it due: a kind of deadline and its day are chosen, and the last day stands beside them. */

import { sentence } from "../calculator/sentences.js";
import { stepEntries } from "../calculator/written.js";
import { data, element, elements } from "../elements.js";
import { dueDay, reportDue, standing } from "./days.js";
import { follow, toAddress, today, valueOf } from "./form.js";

const WEEK = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const FULL = new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeZone: "UTC" });

const finder = element(document, "[data-finder=deadline]");
const form = element(finder, "form", HTMLFormElement);
const day = element(form, "[name=day]", HTMLInputElement);
const result = element(finder, ".finder__result");
/** @type {Record<string, string>} */
const facts = JSON.parse(data(finder, "facts"));
/** @type {import("./days.js").Tables} */
const tables = JSON.parse(data(finder, "tables"));

/** Say what is wrong with a field, or that nothing is. @param {string} name @param {string} wrong */
function fault(name, wrong) {
  element(form, `#finder-error-${name}`).textContent = wrong;
  form.querySelector(`[name="${name}"]`)?.setAttribute("aria-invalid", String(Boolean(wrong)));
  return wrong;
}

/** What is due, or what must be written first. @returns {import("./days.js").Deadline | string} */
function counted() {
  const what = valueOf(form, "what");
  const visits = what === "progress-report";
  const planEnds = what === "recertification" ? valueOf(form, "plan_ends") : "";
  const week = WEEK.flatMap((name, i) => (valueOf(form, name) ? [i] : []));
  const missed = valueOf(form, "missed").trim();
  const wrong = [
    fault("day", day.value >= day.min && day.value <= day.max ? "" : `Write a day from ${day.min} to ${day.max}.`),
    fault("plan_ends", planEnds && planEnds < day.value ? "The plan cannot end before its first treatment." : ""),
    fault("week", visits && !week.length ? "Mark at least one day of the week." : ""),
    fault("missed", visits && !/^\d*$/.test(missed) ? "Write a whole number of visits." : ""),
  ].filter(Boolean);
  if (wrong.length) return wrong.join(" ");
  if (visits) return reportDue(tables, { day: day.value, report: valueOf(form, "began") === "report", week, missed: Number(missed) });
  return dueDay(tables, { what, day: day.value, planEnds });
}

function show() {
  const what = valueOf(form, "what");
  const visits = what === "progress-report";
  for (const part of elements(form, "[data-for]")) part.hidden = part.dataset.for !== "once" && part.dataset.for !== what;
  element(form, ".finder__asks").textContent = visits ? "Count from" : tables.kinds[what]?.asks ?? "";
  const deadline = counted();
  const wrong = typeof deadline === "string";
  result.hidden = wrong;
  element(finder, ".finder__status").textContent = wrong ? deadline : "";
  if (wrong) return;
  const due = `Due ${FULL.format(new Date(deadline.due))}`;
  const left = sentence(standing(deadline, today()), tables.says).text;
  element(result, ".finder__due").textContent = due;
  element(result, ".finder__note").textContent = left;
  element(result, ".finder__why").replaceChildren(...stepEntries(deadline.steps, tables.says, facts));
  element(finder, ".finder__status").textContent = `${due}. ${left}`;
  const shown = ["what", "day", ...(what === "recertification" ? ["plan_ends"] : []), ...(visits ? ["began", ...WEEK, "missed"] : [])];
  toAddress(form, shown);
}

day.defaultValue = today();
follow(form, show);
finder.removeAttribute("data-waiting");
