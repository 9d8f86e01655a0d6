/**
 * A session as a short text, for an LMS keeps 4,096 characters in SCORM 1.2. The package holds the questions, so the text holds
 * places and answers alone: a sign for an option, a number as it was written.
 */

import { elements } from "../elements.js";

/** @typedef {import("../quiz/types.js").Fields} Fields */
/** @typedef {import("../quiz/types.js").Session} Session */

const VERSION = "1";

/** What an LMS keeps in SCORM 1.2. */
export const MOST = 4096;

/** So many digits of every number fit into it in any case. */
const DIGITS = 7;

/** @param {number} number */
const short = (number) => number.toString(36);
/** @param {string} text */
const long = (text) => parseInt(text, 36);

/** Which of the questions are named, as hexadecimal digits of four each. @param {string[]} ids @param {string[]} named */
function marks(ids, named) {
  let text = "";
  for (let place = 0; place < ids.length; place += 4) {
    text += ids.slice(place, place + 4).reduce((sum, id, bit) => sum + (named.includes(id) ? 2 ** bit : 0), 0).toString(16);
  }
  return text;
}

/** @param {string[]} ids @param {string} text */
const marked = (ids, text) => ids.filter((_, place) => (parseInt(text[Math.floor(place / 4)] ?? "", 16) >> (place % 4)) & 1);

/** What can be chosen in a column of a claim, in its order. @param {HTMLFormElement} form @param {string} name */
const choices = (form, name) => elements(form, `[name="${name}-1"] option`, HTMLOptionElement).map(({ value }) => value);

/** @param {HTMLFormElement} form @param {Fields} fields @param {number} [digits] of a number, at most */
function packed(form, fields, digits) {
  const values = new Map(fields);
  switch (form.dataset.kind) {
    case "number":
      return (values.get("answer") ?? "").slice(0, digits);
    case "match":
      return elements(form, ".match__row select", HTMLSelectElement).map(({ name }) => values.get(name) ?? "-").join("");
    case "claim-lines": {
      const last = Math.max(0, ...fields.map(([name]) => Number(/-(\d+)$/.exec(name)?.[1] ?? 0)));
      const lines = Array.from({ length: last }, (_, place) => {
        /** @param {string} name */
        const at = (name) => short(Math.max(0, choices(form, name).indexOf(values.get(`${name}-${place + 1}`) ?? "")));
        return at("code") + at("modifiers") + (values.get(`units-${place + 1}`) ?? "").slice(0, digits);
      });
      return lines.join("/");
    }
    default:
      return fields.map(([, value]) => value).join("");
  }
}

/** @param {HTMLFormElement} form @param {string} text @returns {Fields} */
function unpacked(form, text) {
  if (!text) return [];
  switch (form.dataset.kind) {
    case "number":
      return [["answer", text]];
    case "match":
      return elements(form, ".match__row select", HTMLSelectElement).flatMap(({ name }, place) => {
        const option = text[place] ?? "-";
        return option === "-" ? [] : [/** @type {[string, string]} */ ([name, option])];
      });
    case "claim-lines":
      return text.split("/").flatMap((line, place) => {
        /** @param {string} name @param {string} sign */
        const at = (name, sign) => choices(form, name)[long(sign)] ?? "";
        /** @type {Fields} */
        const cells = [
          [`code-${place + 1}`, at("code", line[0] ?? "0")],
          [`units-${place + 1}`, line.slice(2)],
          [`modifiers-${place + 1}`, at("modifiers", line[1] ?? "0")],
        ];
        return cells.filter(([, value]) => value);
      });
    default:
      return [...text].map((id) => [form.dataset.kind === "order" ? "entry" : "answer", id]);
  }
}

/** @param {Session} session @param {HTMLFormElement[]} forms @param {(form: HTMLFormElement) => string} answer */
function written({ ids, seed, place, begun, spent, last, ended, checked, counted, helped, flags }, forms, answer) {
  const numbers = [...[seed, place, begun, spent, last - begun].map(short), ended === null ? "" : short(ended - begun)];
  const sets = [checked, counted, helped, flags].map((named) => marks(ids, named));
  return [VERSION, ...numbers, ...sets, forms.map(answer).join(",")].join(";");
}

/** A session of these forms as a text. @param {Session} session @param {HTMLFormElement[]} forms */
export function suspended(session, forms) {
  const text = written(session, forms, (form) => packed(form, session.answers[form.id] ?? []));
  if (text.length <= MOST) return text;
  // Only numbers without end come here: of what was not checked yet nothing is kept, and of the others the first digits.
  return written(session, forms, (form) => (session.checked.includes(form.id) ? packed(form, session.answers[form.id] ?? [], DIGITS) : ""));
}

/** The session of a text; null where it is none of these forms. @param {string} text @param {HTMLFormElement[]} forms @param {string} title @returns {Session | null} */
export function resumed(text, forms, title) {
  const [version, seed, place, begun, spent, last, ended, checked, counted, helped, flags, answers, ...rest] = text.split(";");
  const of = answers?.split(",") ?? [];
  if (version !== VERSION || rest.length || of.length !== forms.length) return null;
  const numbers = [seed, place, begun, spent, last].map((number) => long(number ?? ""));
  if (!numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) return null;
  const [seeded = 0, at = 0, from = 0, taken = 0, since = 0] = numbers;
  const ids = forms.map(({ id }) => id);
  const read = forms.map((form, number) => /** @type {const} */ ([form.id, unpacked(form, of[number] ?? "")]));
  return {
    title,
    seed: seeded,
    ids,
    place: at,
    answers: Object.fromEntries(read.filter(([, fields]) => fields.length)),
    checked: marked(ids, checked ?? ""),
    counted: marked(ids, counted ?? ""),
    helped: marked(ids, helped ?? ""),
    flags: marked(ids, flags ?? ""),
    begun: from,
    spent: taken,
    last: from + since,
    ended: ended ? from + long(ended) : null,
  };
}
