/**
 * What is reported to an LMS of a session: how far it is, each question once it is checked, and the score at its end. Everything is said
 * again at every change, but for what cannot be said twice; what did not arrive is said the next time.
 */

import { duration, interactionOf, moment } from "./interaction.js";

/** @typedef {import("./lms.js").Lms} Lms */
/** @typedef {import("./lms.js").Version} Version */
/** @typedef {{text: string, place: number, checked: HTMLFormElement[], of: number}} Standing where a session stands; `checked` in the order of the answers */

/** What each version calls things. @type {Record<Version, Record<"status" | "mode" | "learner" | "place" | "score" | "time" | "exit" | "moment" | "response" | "wrong", string>>} */
const NAMES = {
  1.2: {
    status: "cmi.core.lesson_status", mode: "cmi.core.lesson_mode", learner: "cmi.core.student_id", place: "cmi.core.lesson_location",
    score: "cmi.core.score", time: "cmi.core.session_time", exit: "cmi.core.exit", moment: "time", response: "student_response", wrong: "wrong",
  },
  2004: {
    status: "cmi.completion_status", mode: "cmi.mode", learner: "cmi.learner_id", place: "cmi.location",
    score: "cmi.score", time: "cmi.session_time", exit: "cmi.exit", moment: "timestamp", response: "learner_response", wrong: "incorrect",
  },
};

const SUSPENDED = "cmi.suspend_data";

/** The score of questions that were all checked, of a hundred, with two decimals where it is not whole. @param {HTMLFormElement[]} checked */
export const scoreOf = (checked) => Math.round((10_000 * checked.filter((form) => form.dataset.checked === "right").length) / checked.length) / 100;

/** Whether a score passes. @param {number} score @param {number} passing both of a hundred */
export const passes = (score, passing) => score >= passing;

export class Report {
  /** @param {Lms} lms @param {Version} version @param {number} passing the score to pass, of a hundred */
  constructor(lms, version, passing) {
    this.lms = lms;
    this.version = version;
    this.passing = passing;
    this.names = NAMES[version];
    this.begun = performance.now();
    /** The places of the questions that were reported, or begun to be. @type {Map<string, number>} */
    this.places = new Map();
    /** @type {Set<string>} */
    this.reported = new Set();
    /** How long each was looked at. @type {Map<string, number>} */
    this.looked = new Map();
  }

  /** What the LMS kept of an earlier visit. */
  kept() {
    return this.lms.get(SUSPENDED);
  }

  /** Who learns, as the LMS knows them. */
  learner() {
    return this.lms.get(this.names.learner);
  }

  /** Whether the LMS wants to know anything: it does not when it only shows what was done. */
  isWanted() {
    return !["browse", "review"].includes(this.lms.get(this.names.mode));
  }

  /** Say that the session has begun, unless the LMS knows of one that is over. */
  opened() {
    if (["", "not attempted", "unknown", "browsed", "incomplete"].includes(this.lms.get(this.names.status))) this.lms.set(this.names.status, "incomplete");
  }

  /** Say where the session stands. Whether all of it arrived. @param {Standing} standing @param {boolean} [leaving] */
  say(standing, leaving = false) {
    const { text, place, checked, of } = standing;
    const over = checked.length === of;
    const values = [
      [SUSPENDED, text],
      [this.names.place, String(place + 1)],
      ...(over ? this.end(checked) : []),
      ...(this.version === "2004" ? [["cmi.progress_measure", String(checked.length / of)]] : []),
      ...(leaving ? [[this.names.time, duration(performance.now() - this.begun, this.version)], [this.names.exit, this.exit(over)]] : []),
    ];
    const answers = checked.map((form) => this.answered(form));
    return answers.every(Boolean) && this.all(values) && this.lms.commit();
  }

  /** @param {boolean} over */
  exit(over) {
    if (!over) return "suspend";
    return this.version === "2004" ? "normal" : "";
  }

  /** The score and what it means. @param {HTMLFormElement[]} checked @returns {string[][]} */
  end(checked) {
    const score = scoreOf(checked);
    const { score: name, status } = this.names;
    const passed = passes(score, this.passing) ? "passed" : "failed";
    const scores = [[`${name}.min`, "0"], [`${name}.max`, "100"], [`${name}.raw`, String(score)]];
    if (this.version === "1.2") return [...scores, [status, passed]];
    return [...scores, [`${name}.scaled`, String(Math.round(score * 100) / 10_000)], [status, "completed"], ["cmi.success_status", passed]];
  }

  /** @param {string[][]} values names and values; what an LMS does not know is not asked of it again */
  all(values) {
    return values.every(([name = "", value = ""]) => this.lms.set(name, value) !== "unreached");
  }

  /** Report a question that was checked, once. Whether it arrived. @param {HTMLFormElement} form */
  answered(form) {
    if (this.reported.has(form.id)) return true;
    const place = this.places.get(form.id) ?? (Number(this.lms.get("cmi.interactions._count")) || 0);
    const at = `cmi.interactions.${place}`;
    const begun = this.lms.set(`${at}.id`, form.id);
    if (begun === "unreached") return false;
    this.places.set(form.id, place);
    if (begun === "kept" && !this.all(this.interaction(form).map(([name, value]) => [`${at}.${name}`, value]))) return false;
    this.reported.add(form.id);
    return true;
  }

  /** @param {HTMLFormElement} form @returns {[name: string, value: string][]} */
  interaction(form) {
    const { type, response, patterns } = interactionOf(form, this.version);
    const looked = this.looked.get(form.id);
    return [
      ["type", type],
      [this.names.moment, moment(new Date(), this.version)],
      ...patterns.map((pattern, number) => /** @type {[string, string]} */ ([`correct_responses.${number}.pattern`, pattern])),
      ["weighting", "1"],
      [this.names.response, response],
      ["result", form.dataset.checked === "right" ? "correct" : this.names.wrong],
      ...(looked === undefined ? [] : [/** @type {[string, string]} */ (["latency", duration(looked, this.version)])]),
    ];
  }
}
