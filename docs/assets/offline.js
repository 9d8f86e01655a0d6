/**
 * Offline use: the worker keeps the site after one visit. When a newer version is ready, a line says so; it comes when
 * the reader wants it, or when the site is opened next.
 */

import { element } from "./elements.js";

const LATER = 2000;

/** @param {ServiceWorkerRegistration} registration */
function offer(registration) {
  const bar = document.createElement("div");
  bar.className = "update";
  bar.setAttribute("role", "status");
  bar.innerHTML = '<span>A newer version of this site is ready.</span><button type="button" class="button">Reload</button>';
  element(bar, "button").addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
    registration.waiting?.postMessage("take over");
  });
  const typeset = document.createElement("div");
  typeset.className = "md-typeset";
  typeset.append(bar);
  document.body.append(typeset);
}

async function begin() {
  const registration = await navigator.serviceWorker.register(new URL("../sw.js", import.meta.url));
  if (registration.waiting && navigator.serviceWorker.controller) offer(registration);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => {
      if (coming.state === "installed" && navigator.serviceWorker.controller) offer(registration);
    });
  });
}

/** Who asks the browser to save data, or uses one that keeps nothing, goes without. */
export function keepOffline() {
  /** Some browsers know this alone. @type {Navigator & {connection?: {saveData: boolean}}} */
  const { serviceWorker, connection } = navigator;
  if (!serviceWorker || connection?.saveData) return;
  // Late, for the page itself comes first.
  const start = () => setTimeout(() => begin().catch(() => {}), LATER);
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
}
