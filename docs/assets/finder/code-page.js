/** Which code: what was done and trained is chosen, and the code stands beside it with its reasons. */

import { stepEntries } from "../calculator/written.js";
import { sentence } from "../calculator/sentences.js";
import { around, data, element, elements, make } from "../elements.js";
import { examplesOf, nearMisses, practiceOf, withoutEffect } from "./code.js";
import { factLinks, follow, toAddress, valueOf } from "./form.js";
import { lookUp } from "./lookup.js";

const FIELDS = ["does", "trains", "whole_task", "shared", "in_water", "modality", "moving", "device", "later_visit"];
const MORE = ["modality", "moving", "device", "later_visit"];

const finder = element(document, "[data-finder=code]");
const form = element(finder, "form", HTMLFormElement);
/** @type {Record<string, string>} */
const facts = JSON.parse(data(finder, "facts"));
/** @type {import("./code.js").Tables} */
const tables = JSON.parse(data(finder, "tables"));

/** What the form says of the activity. @returns {import("./lookup.js").Choice} */
function activity() {
  const marked = (/** @type {string} */ name) => valueOf(form, name) === "yes";
  return {
    does: valueOf(form, "does"),
    trains: valueOf(form, "trains") || null,
    shared: marked("shared"),
    in_water: marked("in_water"),
    whole_task: marked("whole_task"),
    modality: valueOf(form, "modality") || null,
    moving: marked("moving"),
    device: valueOf(form, "device") || null,
    first_visit: !marked("later_visit"),
  };
}

/** What a field is called. @param {string} feature */
function label(feature) {
  const named = element(form, `[name="${feature === "first_visit" ? "later_visit" : feature}"]`);
  return (around(named, "label").firstChild?.textContent || around(named, "label").textContent || "").trim();
}

/** Codes as chips with their names, one below another. @param {string[]} codes */
function answers(codes) {
  if (!codes.length) return [make("p", "finder__code", "No code of this guide")];
  return codes.map((code, i) => {
    const line = make("p", "finder__code");
    line.append(...(i ? ["or "] : []), make("span", "code", code), ` ${tables.codes[code]}`);
    return line;
  });
}

function show() {
  const choice = activity();
  const { codes, steps, missing } = lookUp(tables.table, choice);
  const examples = examplesOf(tables, choice);
  const also = examples.flatMap((example) => example.alsoFits.map((fit) => ({ ...fit, example })));
  const idle = also.length ? [] : withoutEffect(tables, choice);
  const depends = codes.length > 1 || also.length > 0;
  element(finder, ".finder__answer").replaceChildren(
    ...(missing ? [make("p", "finder__code", tables.missing[missing])] : answers(codes)),
    ...(codes.length > 1 ? [make("p", "finder__note", "It depends: each of these codes is defensible, and the reasons say on what.")] : []),
  );
  const why = element(finder, ".finder__why");
  why.replaceChildren(...(missing ? [] : stepEntries(steps, tables.says, facts)));
  for (const { code, because, example } of also) {
    const entry = make("li", "", `It depends: ${code} fits too in ${example.id}. ${because} `);
    entry.append(...factLinks(example.restsOn, facts));
    why.append(entry);
  }
  if (!missing && !codes.length) why.append(make("li", "", `Not read: any code but ${Object.keys(tables.codes).join(", ")}.`));
  if (idle.length) why.append(make("li", "", `Of no effect here: ${idle.map(label).join("; ")}.`));
  element(finder, ".finder__also").replaceChildren(
    ...examples.slice(0, 1).map(({ id, activity: story, at }) => {
      const link = make("a", "", id);
      link.setAttribute("href", at);
      const line = make("p", "finder__example", `Such as: ${story} `);
      line.append(link);
      return line;
    }),
  );
  const { words, at } = practiceOf(tables, choice);
  const practice = make("a", "", words);
  practice.setAttribute("href", at);
  element(finder, ".finder__practice").replaceChildren(practice);
  element(finder, ".finder__changes").replaceChildren(
    ...nearMisses(tables, choice).flatMap((miss) => {
      const name = make("dt");
      name.append(...(miss.codes.length ? miss.codes.flatMap((code, i) => [...(i ? [" or "] : []), make("span", "code code--other", code)]) : ["No code"]));
      return [name, make("dd", "", `if ${miss.changes.map((change) => sentence(change, tables.says).text).join("; or if ")}`)];
    }),
  );
  const supported = codes.map((code) => `${code} ${tables.codes[code]}`).join(" or ");
  const said = missing ? tables.missing[missing] : `${supported || "No code of this guide"}.`;
  element(finder, ".finder__status").textContent = `${said} ${depends && codes.length < 2 ? "It depends." : ""}`.trim();
  toAddress(form, FIELDS);
}

if (!location.hash.includes("does=")) history.replaceState(history.state, "", "#does=corrects&trains=balance");
follow(form, show);
element(finder, ".finder__near", HTMLDetailsElement).open = matchMedia("(min-width: 60em)").matches;
if (MORE.some((name) => valueOf(form, name))) for (const more of elements(form, ".finder__more", HTMLDetailsElement)) more.open = true;
finder.removeAttribute("data-waiting");
