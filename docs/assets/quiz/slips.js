/** The misconceptions that a wrong answer shows. */

import { elements } from "../elements.js";

/** The misconceptions that a graded answer shows: of each its name, and what is said of it. @param {HTMLFormElement} form */
export function slipsIn(form) {
  const { slip } = form.dataset;
  const known = slip ? elements(form, `[data-slip="${CSS.escape(slip)}"]:not(.match__slip)`).slice(0, 1) : [];
  return [...known, ...elements(form, ".match__slip:not([hidden])")].flatMap((holder) => {
    const words = holder.querySelector(".option__feedback") ?? holder;
    const name = words.querySelector("b")?.textContent;
    return name ? [{ name, said: words.innerHTML }] : [];
  });
}
