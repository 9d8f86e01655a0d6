/**
 * Takes an offline worker of this address away again. `guide build` puts the real one in its place; where a page is only
 * tried out, nothing is kept.
 */

// TypeScript knows the scope of any worker, and not that this one is a service worker.
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => {
  const gone = caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("guide-97112-")).map((name) => caches.delete(name))));
  event.waitUntil(gone.then(() => worker.registration.unregister()));
});
