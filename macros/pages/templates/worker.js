/**
 * The offline worker. It keeps one whole build of the site: pages, scripts and questions of one version, never of two.
 * A new build is fetched beside the old one and takes over when no page of the old is open, or when a reader asks.
 */

// TypeScript knows the scope of any worker, and not that this one is a service worker.
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const VERSION = "@version@";
const FILES = ["@files@"];
const PREFIX = "guide-97112-";
const CACHE = PREFIX + VERSION;

worker.addEventListener("install", (event) => {
  const whole = FILES.map((file) => new Request(new URL(file, worker.registration.scope), { cache: "no-cache" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(whole)));
});

worker.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => names.filter((name) => name.startsWith(PREFIX) && name !== CACHE));
  event.waitUntil(old.then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => worker.clients.claim()));
});

worker.addEventListener("message", (event) => {
  if (event.data === "take over") worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== worker.location.origin) return;
  event.respondWith(
    caches.open(CACHE).then(async (cache) => {
      const kept = await cache.match(request, { ignoreSearch: true, ignoreVary: true });
      if (kept) return kept;
      try {
        return await fetch(request);
      } catch (error) {
        // A server leads from practice/units to practice/units/; without a network nobody else does.
        const folder = new URL(request.url);
        folder.pathname += "/";
        if (request.mode === "navigate" && (await cache.match(folder, { ignoreSearch: true }))) return Response.redirect(folder);
        const missing = request.mode === "navigate" && (await cache.match(new URL("404.html", worker.registration.scope)));
        if (missing) return missing;
        throw error;
      }
    }),
  );
});
