// Served as /sw.js where the operator wants no service worker: takes its predecessor and all that it kept away.
// What waits to be sent lies in another store of the browser, and stays.

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const kept = (await caches.keys()).filter((name) => name.startsWith("eplan-"));
    await Promise.all(kept.map((name) => caches.delete(name)));
    await self.registration.unregister();
  })());
});
