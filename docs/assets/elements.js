/** Elements of a page with their types. What a page must have is there, or the error names what is missing. */

/** @template {Element} E @typedef {{new (): E, prototype: E}} Type the class of an element, such as HTMLInputElement */

/**
 * The first element that matches. Throws where there is none of this type.
 * @template {Element} [E=HTMLElement]
 * @param {ParentNode} root @param {string} selector @param {Type<E>} [type]
 * @returns {E}
 */
export function element(root, selector, type) {
  return required(root.querySelector(selector), selector, type);
}

/**
 * Every element that matches and is of this type.
 * @template {Element} [E=HTMLElement]
 * @param {ParentNode} root @param {string} selector @param {Type<E>} [type]
 * @returns {E[]}
 */
export function elements(root, selector, type) {
  return /** @type {E[]} */ ([...root.querySelectorAll(selector)].filter((match) => match instanceof (type ?? HTMLElement)));
}

/**
 * The nearest element around one that matches. Throws where there is none of this type.
 * @template {Element} [E=HTMLElement]
 * @param {Element} inner @param {string} selector @param {Type<E>} [type]
 * @returns {E}
 */
export function around(inner, selector, type) {
  return required(inner.closest(selector), selector, type);
}

/**
 * @template {Element} E
 * @param {Element | null} match @param {string} selector @param {Type<E>} [type]
 * @returns {E}
 */
function required(match, selector, type) {
  if (match instanceof (type ?? HTMLElement)) return /** @type {E} */ (match);
  throw new Error(`this page has no ${type?.name ?? "element"} ${selector}`);
}

/** A new element. @param {string} name @param {string} [className] @param {string} [text] */
export function make(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** A button with what it says and does. @param {string} name classes beside its own @param {string} text @param {() => void} pressed */
export function button(name, text, pressed) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `button ${name}`;
  made.textContent = text;
  made.addEventListener("click", pressed);
  return made;
}

/** How many there are of something, in words. @param {number} count @param {string} noun */
export const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** What a data attribute of an element holds. Throws where it has none. @param {HTMLElement} holder @param {string} name as in dataset */
export function data(holder, name) {
  const value = holder.dataset[name];
  if (value === undefined) throw new Error(`this page has no data-${name} at ${holder.className || holder.tagName}`);
  return value;
}

/**
 * Values by what each is called, in the order in which the names first come.
 * @template T @param {T[]} values @param {(value: T) => string} nameOf @returns {Map<string, T[]>}
 */
export function grouped(values, nameOf) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const value of values) {
    const group = groups.get(nameOf(value));
    if (group) group.push(value);
    else groups.set(nameOf(value), [value]);
  }
  return groups;
}
