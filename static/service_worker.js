// Makes the page work without a network: keeps every file of one build, and answers from these only, so that no two builds
// are ever mixed. A new build waits until the person switches to it, or until all its pages are closed.
"use strict";
const VERSION = "{{version}}";
const FILES = {{files}};
const PREFIX = "oomscope-";
const STORE = PREFIX + VERSION;

async function keep() {
  const store = await caches.open(STORE);
  await store.addAll(FILES.map((file) => new Request(file, { cache: "reload" })));
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== STORE).map((name) => caches.delete(name)));
  await clients.claim();
}

async function answer(request) {
  const store = await caches.open(STORE);
  const wanted = request.mode === "navigate" && !request.url.endsWith("/oomscope.html") ? "./" : request;
  return (await store.match(wanted, { ignoreSearch: true, ignoreVary: true })) ?? fetch(request);
}

/** Files that the system shared with the page, until the page takes them; kept in memory only. */
let handed = [];

async function handOver(request) {
  const form = await request.formData();
  handed = [...form.values()].filter((value) => value instanceof File);
  return Response.redirect("./?handed", 303);
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
self.addEventListener("message", (event) => {
  if (event.data === "activate") self.skipWaiting();
  if (event.data === "take") event.source.postMessage({ files: handed.splice(0) });
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (new URL(request.url).origin !== location.origin) return;
  if (request.method === "POST" && request.url.endsWith("/share-target")) {
    event.respondWith(handOver(request));
  } else if (request.method === "GET") {
    event.respondWith(answer(request));
  }
});
