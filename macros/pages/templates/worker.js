/**
 * The offline worker. It keeps one whole build of the site: pages, scripts and questions of one version, never of two.
 * A new build is fetched beside the old one and takes over when no page of the old is open, or when a reader asks.
 */

const VERSION = "@version@";
const FILES = ["@files@"];
const PREFIX = "guide-97112-";
const CACHE = PREFIX + VERSION;

self.addEventListener("install", (event) => {
  const whole = FILES.map((file) => new Request(new URL(file, self.registration.scope), { cache: "no-cache" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(whole)));
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => names.filter((name) => name.startsWith(PREFIX) && name !== CACHE));
  event.waitUntil(old.then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
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
        const missing = request.mode === "navigate" && (await cache.match(new URL("404.html", self.registration.scope)));
        if (missing) return missing;
        throw error;
      }
    }),
  );
});
