/** Counts deadlines as macros/rules/deadlines.py does. Days are texts such as 2026-03-02; how many, and what is said, is in the tables. */

/** @import { Kinds, Phrase } from "../calculator/types.js" */

/**
 * @typedef {object} Kind what is due: a progress report has neither days nor fields
 * @property {string} asks what the day is that it counts from
 * @property {number | null} [days] null for a calendar year
 * @property {string} step the kind of its reason
 * @property {[from: string, due: string]} [fields] of that reason, for both days
 * @property {string | null} [runsOn] the kind of reason where the last day is no workday
 *
 * @typedef {object} Tables what macros/pages/deadline_finder.py writes
 * @property {Record<string, Kind>} kinds
 * @property {Record<string, Record<string, number>>} amounts in dispute, by level and year
 * @property {string} signatureFrom from this day on a recertification is said to need a signature
 * @property {number} reports the treatment day by which a progress report is due
 * @property {string[]} daysOff on weekdays
 * @property {Kinds} says
 *
 * @typedef {{what: string, day: string, planEnds?: string}} Asked
 * @typedef {{day: string, report: boolean, week: number[], missed: number}} Visits the days of the week are 0 for Sunday to 6
 * @typedef {{due: string, steps: Phrase[], runsTo: string | null}} Deadline
 */

const MILLISECONDS = 86_400_000;

/** @param {string} day @param {number} days */
export const later = (day, days) => new Date(Date.parse(day) + days * MILLISECONDS).toISOString().slice(0, 10);

/** @param {string} from @param {string} to */
const daysBetween = (from, to) => (Date.parse(to) - Date.parse(from)) / MILLISECONDS;

/** The day of the week, 0 for Sunday. @param {string} day */
const weekday = (day) => new Date(day).getUTCDay();

/** The day itself where it is a workday, else the first one after it. @param {string} day @param {string[]} daysOff @returns {string} */
export function nextWorkday(day, daysOff) {
  const off = [0, 6].includes(weekday(day)) || daysOff.includes(day);
  return off ? nextWorkday(later(day, 1), daysOff) : day;
}

/** The last day for anything but a progress report. @param {Tables} tables @param {Asked} asked @returns {Deadline} */
export function dueDay(tables, { what, day, planEnds }) {
  const { days = null, step = "", fields: [from, to] = ["", ""], runsOn } = tables.kinds[what] ?? {};
  const year = Number(day.slice(0, 4));
  const leapDay = days === null && day.endsWith("-02-29");
  const due = days === null ? `${year + 1}${leapDay ? "-02-28" : day.slice(4)}` : later(day, days);
  /** @type {Phrase[]} */
  const steps = [{ kind: step, [from]: day, ...(days !== null && { days }), [to]: due }];
  if (leapDay) steps.push({ kind: "LeapDay", due });
  if (what === "recertification") {
    if (due >= tables.signatureFrom) steps.push({ kind: "OrderDoesNotRecertify" });
    if (planEnds && planEnds < due) return { due: planEnds, steps: [...steps, { kind: "PlanEndsSooner", plan_ends: planEnds }], runsTo: null };
  }
  const amounts = tables.amounts[what];
  for (const asked of amounts ? new Set([year, Number(due.slice(0, 4))]) : []) {
    const amount = amounts?.[asked];
    steps.push(amount === undefined ? { kind: "AmountNotKnown", year: asked } : { kind: "AmountInDispute", year: asked, amount });
  }
  const next = nextWorkday(due, tables.daysOff);
  if (!runsOn || next === due) return { due, steps, runsTo: null };
  return { due, steps: [...steps, { kind: runsOn, due, next_day: next }], runsTo: next };
}

/**
 * The treatment day by which a progress report is due, where the patient comes on the same days each week. Visits that were missed
 * put it off. The day of the last report belongs to that report; the first treatment counts, whatever its day of the week.
 * @param {Tables} tables @param {Visits} visits @returns {Deadline}
 */
export function reportDue({ reports, kinds }, { day, report, week, missed }) {
  let due = report ? later(day, 1) : day;
  let left = reports + missed;
  for (; ; due = later(due, 1)) {
    if (week.includes(weekday(due)) || (!report && due === day)) left -= 1;
    if (left === 0) break;
  }
  const since = report ? { kind: "SinceReport", last_report: day } : { kind: "SinceEpisodeBegan", began: day };
  return { due, steps: [{ kind: kinds["progress-report"]?.step ?? "", number: reports, since, due }], runsTo: null };
}

/** How many days are left today, or have passed since. @param {Deadline} deadline @param {string} on @returns {Phrase} */
export function standing({ due, steps, runsTo }, on) {
  if (on === due) return { kind: "LastDayIsToday" };
  if (on < due) return { kind: "DaysLeft", days: daysBetween(on, due), on };
  if (runsTo !== null && on <= runsTo) {
    return { kind: steps.some(({ kind }) => kind === "FiledNextWorkday") ? "StillOnTime" : "StillOnTimeNotSettled" };
  }
  return { kind: "DaysPast", days: daysBetween(due, on), on };
}
