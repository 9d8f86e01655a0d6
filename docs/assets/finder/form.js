/** What the finders' pages share: a form that stands in the address, such as #does=corrects&whole_task=yes, and reasons with their facts. */

import { element, make } from "../elements.js";

/** The field of a name. @param {HTMLFormElement} form @param {string} name */
function field(form, name) {
  return element(form, `[name="${name}"]`, HTMLElement);
}

/** What a field holds: a text, "yes" or "" for a box. @param {HTMLFormElement} form @param {string} name */
export function valueOf(form, name) {
  const control = field(form, name);
  if (control instanceof HTMLInputElement && control.type === "checkbox") return control.checked ? "yes" : "";
  return control instanceof HTMLInputElement || control instanceof HTMLSelectElement ? control.value : "";
}

/** Put the values of an address into the form; what it does not name is empty, and what no field can hold is passed over. @param {HTMLFormElement} form */
export function fromAddress(form) {
  const asked = new URLSearchParams(location.hash.slice(1));
  form.reset();
  for (const control of form.elements) {
    if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement)) continue;
    const value = asked.get(control.name);
    if (value === null) continue;
    if (control instanceof HTMLSelectElement) {
      if ([...control.options].some((option) => option.value === value)) control.value = value;
    } else if (control.type === "checkbox") control.checked = value === "yes";
    else control.value = value;
  }
}

/** Keep what the form holds in the address, so that a link carries it. @param {HTMLFormElement} form @param {string[]} names */
export function toAddress(form, names) {
  const held = names.map((name) => [name, valueOf(form, name)]).filter(([, value]) => value);
  history.replaceState(history.state, "", `#${new URLSearchParams(held)}`);
}

/** Show at once, and whenever the form or the address changes. @param {HTMLFormElement} form @param {() => void} show */
export function follow(form, show) {
  const anew = () => {
    fromAddress(form);
    show();
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  addEventListener("hashchange", anew);
  anew();
}

/** The links to facts, side by side. @param {string[]} names @param {Record<string, string>} facts */
export function factLinks(names, facts) {
  return names.flatMap((name) => {
    const link = make("a", "fact__id", name);
    link.setAttribute("href", facts[name] ?? "");
    return [link, " "];
  });
}

/** The day on this machine, as 2026-03-02. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
