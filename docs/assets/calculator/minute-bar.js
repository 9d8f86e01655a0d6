/** The minute bar of macros/pages/minute_bar.py, drawn in the browser: a row a service, on a common scale. */

import { minutesByCode, minutesFor, UNIT_MINUTES } from "./units.js";

/** @import { Service, UnitsResult } from "./types.js" */

const WIDTH = 420;
const ROW = 66;
const EDGE = 12;
const NS = "http://www.w3.org/2000/svg";

/** @param {number} count */
const inUnits = (count) => `${count} ${count === 1 ? "unit" : "units"}`;

/** An SVG element. @param {string} name @param {Record<string, string | number>} attributes @param {string} [text] */
function drawn(name, attributes, text) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, typeof value === "number" ? String(Math.round(value * 10) / 10) : value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/**
 * @param {Service[]} services @param {UnitsResult} result under Medicare's rule
 * @returns {SVGElement}
 */
export function minuteBar(services, result) {
  const timed = minutesByCode(services, true);
  const untimed = minutesByCode(services, false);
  const longest = Math.max(result.total, ...timed.values(), ...untimed.values(), 2 * UNIT_MINUTES);
  const scale = (WIDTH - 2 * EDGE) / longest;
  const rows = timed.size + untimed.size;
  const height = (rows + (timed.size ? 1 : 0)) * ROW + 24;
  const svg = drawn("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img" });
  /** @type {string[]} */
  const told = [];
  const hatch = drawn("pattern", { id: "calculator-hatch", width: "6", height: "6", patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  hatch.append(drawn("line", { class: "bar-hatch", x1: 0, y1: 0, x2: 0, y2: 6 }));
  const defs = drawn("defs", {});
  defs.append(hatch);
  svg.append(defs);
  const every = longest <= 8 * UNIT_MINUTES ? UNIT_MINUTES : 2 * UNIT_MINUTES;
  for (let minute = 0; minute <= longest; minute += every) {
    const x = EDGE + minute * scale;
    svg.append(drawn("text", { class: "bar-scale", x, y: height - 4, "text-anchor": "middle" }, String(minute)));
    for (let row = 0; row < rows; row++) svg.append(drawn("path", { class: "bar-tick", d: `M${x} ${row * ROW + 30}v28` }));
  }
  let y = 0;
  /** @param {string} code @param {number} minutes @param {string} won */
  const head = (code, minutes, won) => {
    svg.append(
      drawn("text", { class: "bar-code", x: EDGE, y: y + 13 }, code),
      drawn("text", { class: "bar-minutes", x: EDGE + 58, y: y + 13 }, `${minutes} min`),
      drawn("text", { class: "bar-won", x: WIDTH - EDGE, y: y + 13, "text-anchor": "end" }, won),
    );
    told.push(`${code}: ${minutes} minutes, ${won}`);
  };
  /** @param {number} x @param {number} width @param {string} kind @param {string} text @param {string} stamp */
  const block = (x, width, kind, text, stamp) => {
    svg.append(drawn("rect", { class: `bar-${kind}`, x, y: y + 33, width, height: 22, ...(kind === "rest" && { fill: "url(#calculator-hatch)" }) }));
    const middle = { x: x + width / 2, "text-anchor": "middle" };
    if (text) svg.append(drawn("text", { class: `bar-in bar-in--${kind}`, y: y + 49, ...middle }, text));
    if (stamp) svg.append(drawn("text", { class: "bar-stamp", y: y + 29, ...middle }, stamp));
  };
  for (const [code, minutes] of timed) {
    const full = Math.floor(minutes / UNIT_MINUTES);
    const rest = minutes % UNIT_MINUTES;
    const won = [...new Set(result.acceptable.map((claim) => claim[code] ?? 0))].sort((a, b) => a - b);
    const most = Math.max(...won);
    head(code, minutes, won.map((count) => (count === most ? inUnits(count) : count)).join(" or "));
    const width = UNIT_MINUTES * scale;
    for (let i = 0; i < full; i++) block(EDGE + i * width, width, "full", width > 22 ? String(UNIT_MINUTES) : "", "+1");
    const stamp = most === full ? "" : Math.min(...won) > full ? "+1" : "(+1)";
    if (rest) block(EDGE + full * width, rest * scale, "rest", rest * scale > 18 ? String(rest) : "", stamp);
    y += ROW;
  }
  for (const [code, minutes] of untimed) {
    head(code, minutes, "untimed: 1 unit");
    block(EDGE, Math.max(minutes * scale, 2), "untimed", "", "");
    y += ROW;
  }
  if (timed.size) {
    const units = Object.entries(result.acceptable[0] ?? {}).reduce((total, [code, count]) => total + (timed.has(code) ? count : 0), 0);
    svg.append(
      drawn("text", { class: "bar-minutes", x: EDGE, y: y + 17 }, `the day: ${result.total} timed min`),
      drawn("text", { class: "bar-cap", x: WIDTH - EDGE, y: y + 17, "text-anchor": "end" }, inUnits(units)),
      drawn("rect", { class: "bar-day", x: EDGE, y: y + 32, width: result.total * scale, height: 8 }),
    );
    for (let number = 1; number <= units; number++) {
      const x = EDGE + minutesFor(number)[0] * scale;
      svg.append(
        drawn("line", { class: "bar-mark", x1: x, x2: x, y1: y + 26, y2: y + 46 }),
        drawn("text", { class: "bar-mark-text", x: x + 4, y: y + 30 }, String(number)),
      );
    }
  }
  svg.prepend(drawn("title", {}, `${result.total} timed minutes`), drawn("desc", {}, `${told.join("; ")}.`));
  return svg;
}
