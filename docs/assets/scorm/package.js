/**
 * The entry of a package for an LMS: the session of the site, with the LMS as its memory. What could not be sent waits in the
 * browser, under a name of its own. Without an LMS it is practice, and says so.
 */

import { data, element } from "../elements.js";
import { pageOf } from "../quiz/session.js";
import { KEY, leave, left } from "../quiz/sessions.js";
import { formsOf, here } from "../quiz/stepper.js";
import { keepIn } from "../quiz/storage.js";
import { lmsAround } from "./lms.js";
import { Report, passes, scoreOf } from "./report.js";
import { resumed, suspended } from "./suspended.js";

/** @typedef {import("../quiz/types.js").Session} Session */

/** What was typed is sent after so long; an answer at once. */
const SOON = 1500;
/** What did not arrive is sent again after so long. */
const AGAIN = 5000;

const ALONE = "This package is open without an LMS: you can practice, and nothing is reported.";
const NOT_BEGUN = "The LMS did not begin: you can practice, and nothing is reported. To try again, open this activity anew.";
const REVIEW = "The LMS opened this to be looked at: nothing is reported.";
const WAITING = "The LMS does not answer. Your answers are kept in this browser and are sent again by themselves; keep this page open.";

const root = document.documentElement;
const version = data(root, "package") === "2004" ? "2004" : "1.2";
const passing = Number(data(root, "passing"));

const dark = matchMedia("(prefers-color-scheme: dark)");
const inColors = () => (root.dataset.mdColorScheme = dark.matches ? "slate" : "default");
dark.addEventListener("change", inColors);
inColors();

/** What the session of the site keeps, for as long as the page: the LMS has it from here. */
class Memory {
  /** @param {(name: string) => void} changed */
  constructor(changed) {
    Object.defineProperty(this, "changed", { value: changed });
  }

  /** @param {string} name @returns {string | null} */
  getItem(name) {
    return Object.hasOwn(this, name) ? /** @type {Record<string, string>} */ (/** @type {unknown} */ (this))[name] ?? null : null;
  }

  /** @param {string} name @param {string} value */
  setItem(name, value) {
    Object.assign(this, { [name]: value });
    /** @type {{changed: (name: string) => void}} */ (/** @type {unknown} */ (this)).changed(name);
  }

  /** @param {string} name */
  removeItem(name) {
    Reflect.deleteProperty(this, name);
  }
}

/** What waits in the browser to be sent, or without an LMS is all that is kept. @param {string} learner */
function drawer(learner) {
  const name = `package97112.${data(root, "form")}.${learner}`;
  return {
    get() {
      try {
        return localStorage.getItem(name) ?? "";
      } catch {
        return "";
      }
    },
    /** @param {string} text */
    set(text) {
      try {
        if (text) localStorage.setItem(name, text);
        else localStorage.removeItem(name);
      } catch {
        // It is kept as long as the page.
      }
    },
  };
}

/**
 * The session to go on with: that of the LMS, or what waited in the browser where it is later.
 * @param {Session | null} sent @param {Session | null} waiting
 */
function later(sent, waiting) {
  if (!waiting || (sent && (sent.begun !== waiting.begun || sent.last > waiting.last))) return sent;
  return waiting;
}

function begin() {
  const quiz = element(document, ".quiz");
  const said = element(document, ".package__said");
  const forms = formsOf(quiz);
  const title = element(document, "h1").textContent ?? "";
  const lms = lmsAround(version);
  const listens = lms?.begin() ?? false;
  const report = lms && listens ? new Report(lms, version, passing) : null;
  const wanted = report?.isWanted() ?? false;
  const kept = drawer(report?.learner() ?? "");
  const sent = report ? resumed(report.kept(), forms, title) : null;
  const session = later(sent, resumed(kept.get(), forms, title));
  for (const id of sent?.checked ?? []) report?.reported.add(id);
  if (wanted) report?.opened();
  /** @param {string} words */
  const say = (words) => {
    if (said.textContent !== words) said.textContent = words;
    said.hidden = !words;
  };
  if (!lms) say(ALONE);
  else if (!report) say(NOT_BEGUN);
  else if (!wanted) say(REVIEW);

  /** @type {number | undefined} */
  let waiting;
  let sentChecked = session?.checked.length ?? 0;
  const now = () => left(pageOf());

  /** The questions of a session that were checked, in the order of the answers. @param {Session} current */
  const checkedIn = (current) => current.checked.flatMap((id) => forms.find((form) => form.id === id) ?? []);

  /** Send where the session stands. @param {boolean} [leaving] */
  const send = (leaving = false) => {
    clearTimeout(waiting);
    waiting = undefined;
    const current = now();
    if (!current || lms?.ended) return;
    const text = suspended(current, forms);
    sentChecked = current.checked.length;
    if (!report || !wanted) {
      if (!report) kept.set(text);
      return;
    }
    const checked = checkedIn(current);
    const arrived = report.say({ text, place: current.place, checked, of: forms.length }, leaving);
    kept.set(arrived ? "" : text);
    if (!arrived) waiting = setTimeout(send, AGAIN);
    say(arrived ? outcome(checked, forms.length) : WAITING);
  };

  keepIn(
    new Memory((name) => {
      if (name !== KEY) return;
      // An LMS may take its time: the verdict is painted first.
      const isChecked = (now()?.checked.length ?? 0) !== sentChecked;
      if (isChecked) clearTimeout(waiting);
      waiting = isChecked ? setTimeout(send, 0) : (waiting ?? setTimeout(send, SOON));
    }),
  );
  if (session) leave(pageOf(), session);

  /** When the question on the screen came there. */
  let since = performance.now();
  quiz.addEventListener("guide:moved", () => (since = performance.now()));
  quiz.addEventListener(
    "guide:answered",
    (event) => {
      if (event.target instanceof HTMLFormElement) report?.looked.set(event.target.id, performance.now() - since);
      if (!here(quiz)) since = performance.now();
    },
    true,
  );
  addEventListener("online", () => send());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) send();
  });
  addEventListener("pagehide", () => {
    send(true);
    if (report) lms?.end();
  });
  // An LMS that was told good-bye is met anew.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  import("../quiz.js").then(() => {
    if (session && session !== sent) send();
    else if (session && wanted) say(outcome(checkedIn(session), forms.length));
  });
}

/** What the LMS knows at the end; nothing before it. @param {HTMLFormElement[]} checked @param {number} of */
function outcome(checked, of) {
  if (checked.length < of) return "";
  const score = scoreOf(checked);
  return `Reported to your LMS: ${score}%, ${passes(score, passing) ? "passed" : "not passed"}.`;
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
