/**
 * Cases: the questions of one patient come one after another, and the record beside them grows. Without a script all of
 * them stand below each other, each after what the record gained.
 */

/** Show each case of the page from its first question on. @param {ParentNode} root */
export function beginCases(root) {
  for (const told of root.querySelectorAll(".casebook")) {
    told.classList.add("casebook--live");
    const parts = partsOf(told);
    for (const [place, part] of parts.entries()) {
      part.hidden = place > 0;
      if (place + 1 < parts.length) part.append(nextButton());
    }
  }
}

/** @param {Element} told @returns {HTMLElement[]} */
const partsOf = (told) => [...told.querySelectorAll(".casebook__part")];

function nextButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button casebook__next";
  button.dataset.action = "next-part";
  button.textContent = "Next question";
  button.hidden = true;
  return button;
}

/** What stood above a question goes into the record once the next one is reached. @param {Element} told @param {Element} part */
function gain(told, part) {
  const entry = part.querySelector(".casebook__entry");
  if (!entry) return;
  const gained = told.querySelector(".casebook__gained");
  gained.append(...[...entry.children].map((each) => each.cloneNode(true)));
  gained.hidden = false;
}

/** Once a question is answered, the next one can be asked for; after the last, how the case went. @param {HTMLFormElement} form */
export function partAnswered(form) {
  const part = form.closest(".casebook__part");
  if (!part) return;
  const next = part.querySelector(".casebook__next");
  if (next) {
    next.hidden = false;
    return;
  }
  const told = part.closest(".casebook");
  const forms = [...told.querySelectorAll("form.item")];
  const right = forms.filter((each) => each.dataset.checked === "right").length;
  told.querySelector(".casebook__end").textContent = `The case ends here. ${right} of ${forms.length} questions are right.`;
}

/** @param {HTMLElement} button */
export function nextPart(button) {
  const part = button.closest(".casebook__part");
  const next = part.nextElementSibling;
  button.remove();
  next.hidden = false;
  gain(part.closest(".casebook"), part);
  const place = next.querySelector(".casebook__place");
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  next.scrollIntoView({ block: "start" });
}
