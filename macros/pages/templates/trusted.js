/**
 * What a page does with text that a script hands to the browser as HTML or as the address of a script, where the browser has
 * Trusted Types: HTML that would run something is refused, and so is a script from elsewhere. The theme's script writes HTML in a
 * dozen places and knows nothing of this, so the rule is the page's default one.
 */

(() => {
  /** @typedef {{createHTML?: (text: string) => string | null, createScriptURL?: (address: string) => string | null}} Rules */
  /** TypeScript does not know them yet. @type {{trustedTypes?: {createPolicy: (name: string, rules: Rules) => {createHTML: (text: string) => string}}}} */
  const { trustedTypes } = /** @type {any} */ (window);
  if (!trustedTypes) return;

  const RUNS = "script,iframe,frame,object,embed,base,meta,link,animate,set";
  const ADDRESSES = new Set(["href", "src", "action", "formaction", "xlink:href"]);
  const asItIs = trustedTypes.createPolicy("inert", { createHTML: (text) => text });

  /** Whether an attribute would run something. @param {Attr} attribute */
  const runs = ({ name, value }) =>
    name.startsWith("on") ||
    name === "srcdoc" ||
    // A browser skips controls and spaces in an address.
    // eslint-disable-next-line no-control-regex
    (ADDRESSES.has(name) && /^(?:javascript|vbscript|data:text)/i.test(value.replace(/[\u0000-\u0020]/g, "")));

  /** Whether nothing below would run. @param {DocumentFragment} content @returns {boolean} */
  const isInert = (content) =>
    !content.querySelector(RUNS) &&
    [...content.querySelectorAll("*")].every(
      (part) => ![...part.attributes].some(runs) && (!(part instanceof HTMLTemplateElement) || isInert(part.content)),
    );

  trustedTypes.createPolicy("default", {
    createHTML(text) {
      const template = document.createElement("template");
      template.innerHTML = asItIs.createHTML(text);
      return isInert(template.content) ? text : null;
    },
    createScriptURL: (address) => (new URL(address, document.baseURI).origin === location.origin ? address : null),
  });
})();
