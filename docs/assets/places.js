/** The fee by place: what Python worked out for the place that is chosen stands under the list. */

import { data, element, elements } from "./elements.js";

const picker = element(document, "[data-places]");
const places = element(picker, "select", HTMLSelectElement);

function show() {
  const [chosen] = places.selectedOptions;
  if (chosen) for (const part of elements(picker, "[data-shows]")) part.textContent = data(chosen, data(part, "shows"));
}

places.addEventListener("input", show);
show();
picker.removeAttribute("data-waiting");
