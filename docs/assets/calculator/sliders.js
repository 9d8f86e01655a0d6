/** The minute bar of the home page: move the minutes of a service, and its units change. What the page shows first was counted by Python. */

import { around, element, elements } from "../elements.js";
import { minuteBar } from "./minute-bar.js";
import { countUnits } from "./units.js";

const sliders = element(document, "[data-calculator=sliders]");
const form = element(sliders, "form", HTMLFormElement);

const inputs = elements(form, "input", HTMLInputElement);

function show() {
  const services = inputs.map((input) => ({ code: input.name, minutes: Number(input.value), timed: true }));
  const result = countUnits(services, "medicare");
  element(sliders, "svg", SVGSVGElement).replaceWith(minuteBar(services, result));
  for (const input of inputs) {
    const units = [...new Set(result.acceptable.map((claim) => claim[input.name] ?? 0))].sort().join(" or ");
    element(around(input, "label"), "output").textContent = `${input.value} min`;
    input.setAttribute("aria-valuetext", `${input.value} minutes, units: ${units}`);
  }
}

form.addEventListener("input", show);
form.removeAttribute("data-waiting");
