/** The interface of an LMS: found in the windows around this one, and spoken to in the words of its version of SCORM. */

/** @typedef {"1.2" | "2004"} Version */
/** @typedef {Record<string, (...values: string[]) => unknown>} Api what the LMS put on a window */
/** @typedef {"kept" | "refused" | "unreached"} Outcome refused is for good, unreached may go well the next time */
/** @typedef {{api: string, prefix: string, begin: string, end: string, refusals: number[]}} Words */

/** How each version calls things, and the errors that say that a value will never be taken. @type {Record<Version, Words>} */
const WORDS = {
  1.2: { api: "API", prefix: "LMS", begin: "LMSInitialize", end: "LMSFinish", refusals: [201, 202, 203, 401, 402, 403, 404, 405] },
  2004: { api: "API_1484_11", prefix: "", begin: "Initialize", end: "Terminate", refusals: [201, 351, 401, 402, 403, 404, 405, 406, 407, 408] },
};

/** More windows than this are not around one another. */
const MOST = 100;

/** The interface on a window or one around it. @param {Window | null} from @param {string} name @returns {Api | null} */
function around(from, name) {
  let here = from;
  for (let count = 0; here && count < MOST; count += 1) {
    try {
      const there = /** @type {Record<string, Api>} */ (/** @type {unknown} */ (here))[name];
      if (there) return there;
    } catch {
      // A window of another site shows nothing, and may stand within one that does.
    }
    if (here.parent === here) return null;
    here = here.parent;
  }
  return null;
}

/** An LMS that has begun to listen. */
export class Lms {
  /** @param {Api} api @param {Words} words */
  constructor(api, words) {
    this.api = api;
    this.words = words;
    this.ended = false;
  }

  /** What a call returns, as text; "" where it fails. @param {string} name @param {string[]} values */
  call(name, ...values) {
    try {
      return String(this.api[name]?.(...values) ?? "");
    } catch {
      return "";
    }
  }

  begin() {
    return this.call(this.words.begin, "") === "true";
  }

  /** @param {string} name */
  get(name) {
    return this.call(`${this.words.prefix}GetValue`, name);
  }

  /** @param {string} name @param {string} value @returns {Outcome} */
  set(name, value) {
    if (this.call(`${this.words.prefix}SetValue`, name, value) === "true") return "kept";
    const error = Number(this.call(`${this.words.prefix}GetLastError`));
    return this.words.refusals.includes(error) ? "refused" : "unreached";
  }

  commit() {
    return this.call(`${this.words.prefix}Commit`, "") === "true";
  }

  /** Say good-bye, once. */
  end() {
    if (!this.ended) this.ended = this.call(this.words.end, "") === "true";
    return this.ended;
  }
}

/** The LMS around this page; null where there is none. @param {Version} version */
export function lmsAround(version) {
  const words = WORDS[version];
  const api = around(window, words.api) ?? around(window.opener, words.api) ?? around(window.top?.opener ?? null, words.api);
  return api && new Lms(api, words);
}
