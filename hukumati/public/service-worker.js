// Keeps the app itself, so that its web version opens without a connection. What the portal
// answers is not kept here: the app keeps it, encrypted.

const cacheName = "app";
const shell = "/";

/** The parts that a page of the app loads; their names carry a hash of their content. */
const partsOf = (html) => html.match(/\/_expo\/[^"' ]+\.js/g) ?? [];

/** The page with its parts, and no parts of pages before it. */
const keepShell = async () => {
  const cache = await caches.open(cacheName);
  const response = await fetch(shell);
  const parts = partsOf(await response.clone().text());
  await cache.put(shell, response);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname.includes("/entry-") && !parts.includes(pathname)) await cache.delete(url);
  }
  for (const part of parts) if (!(await cache.match(part))) await cache.add(part);
};

const keep = async (request, response) => {
  if (response.ok) {
    const cache = await caches.open(cacheName);
    await cache.put(request, response.clone());
  }
  return response;
};

/** The newest where there is a connection, the kept one where there is none. */
const newest = async (request) => {
  try {
    return await keep(request, await fetch(request));
  } catch (error) {
    const kept = await caches.match(request);
    if (kept) return kept;
    throw error;
  }
};

/** Every address of the app is the same page. */
const page = async (request, event) => {
  try {
    const response = await fetch(request);
    event.waitUntil(keepShell().catch(() => undefined));
    return response;
  } catch (error) {
    const kept = await caches.match(shell);
    if (kept) return kept;
    throw error;
  }
};

/** Names with a hash of their content never change what they hold. */
const lasting = async (request) =>
  (await caches.match(request)) ?? (await keep(request, await fetch(request)));

self.addEventListener("install", (event) => {
  event.waitUntil(Promise.all([self.skipWaiting(), keepShell()]));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, event));
  else if (pathname.startsWith("/_expo/")) event.respondWith(lasting(request));
  else event.respondWith(newest(request));
});
