// The page before the wasm: picks language and theme before anything is painted, keeps what is given too early, starts
// the app, makes its workers, and shows a failure when nothing else can. It runs unchanged in both editions; they differ
// in where the glue and the wasm are found:
//   hosted    <script id="glue" src>       <link id="wasm" href>
//   one file  <script id="glue">text       <script id="wasm">base64 of the gzipped wasm
//
// What the app finds in `globalThis.oomscope`:
//   queue          what was dropped, picked or pasted before the app listened: a File each, or the entry of a folder
//   takeQueue()    empties the queue and ends the early listening; call it once the app's own listeners are in place
//   startWorker()  Worker: runs `start_worker()` of the same wasm; throws where the browser allows no worker
//   onePage()      Promise of the one-file edition as text: this page itself, or the file beside it
//   update()       switches to the version that waits: the root element gets the event `updatewaits` once there is one
//   fail(message)  shows the message in an `error` element outside the app, which may be dead
//   theme()        the theme of the page: "system", "light", "dark" or "contrast"; its language is `<html lang>`
//   setTheme(theme), setLanguage(code)   what the person chose: shown at once, and kept for the next visit
//   mayKeep()      whether work can be kept across visits: not by a page opened from disk, which shares its store with others
//   startKeeping() Promise: switches keeping on
//   keptWork()     Promise of the incident that was kept; "" if keeping is on and there is none; undefined if it is off
//   keepWork(incident)  Promise: keeps this incident for a week; false if keeping is off
//   forgetWork()   Promise: switches keeping off, and removes what was kept
//   forget()       Promise: the same, and removes settings too
"use strict";
(() => {
  const page = document.documentElement;
  const queue = [];
  const early = new AbortController();
  const words = JSON.parse(document.getElementById("words").textContent);
  const moreContrast = matchMedia("(prefers-contrast: more)");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let theme = remembered("theme") ?? "system";
  let workerUrl;
  let firstScreen;
  let wasm;

  /** A setting of an earlier visit. A browser may keep nothing for this page: then a choice lasts as long as the tab. */
  function remembered(setting) {
    try {
      return localStorage.getItem(`oomscope.${setting}`);
    } catch {
      return null;
    }
  }

  function remember(setting, value) {
    try {
      localStorage.setItem(`oomscope.${setting}`, value);
    } catch {
      // See `remembered`.
    }
  }

  /** The language chosen before, or the first of those the browser asks for that the page speaks, by their first part. */
  function language() {
    const chosen = remembered("language");
    if (chosen !== null && Object.hasOwn(words, chosen)) return chosen;
    const first = (tag) => tag.split("-")[0].toLowerCase();
    const spoken = (tag) => Object.keys(words).find((code) => first(code) === first(tag));
    return navigator.languages.map(spoken).find(Boolean) ?? page.lang;
  }

  function showLanguage(code) {
    page.lang = code;
    document.title = words[code].title;
  }

  /** What the system asks of contrast holds in every theme. Who draws with colours of the page hears of new ones. */
  function showTheme() {
    page.dataset.theme = theme;
    page.dataset.contrast = theme === "contrast" || moreContrast.matches ? "more" : "standard";
    document.dispatchEvent(new Event("themechange"));
  }

  function setLanguage(code) {
    showLanguage(code);
    remember("language", code);
  }

  function setTheme(chosen) {
    theme = chosen;
    showTheme();
    remember("theme", theme);
  }

  const mayKeep = () => location.protocol.startsWith("http") && globalThis.indexedDB !== undefined;
  const DATABASE = "oomscope";
  const WEEK = 7 * 24 * 60 * 60 * 1000;

  /** Waits for a request to the database. One that is blocked goes on by itself: every connection closes when asked to. */
  function settled(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  /** Does something with the store of the database, `undefined` if there was no database: then none is made. */
  async function withStore(make, act) {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => (make ? opening.result.createObjectStore("work") : opening.transaction.abort());
    const database = await settled(opening).catch((error) => (make || error.name !== "AbortError" ? Promise.reject(error) : undefined));
    if (database === undefined) return undefined;
    database.onversionchange = () => database.close();
    try {
      return await settled(act(database.transaction("work", "readwrite").objectStore("work")));
    } finally {
      database.close();
    }
  }

  const put = (incident) => (store) => store.put({ incident, until: Date.now() + WEEK }, "work");

  async function keptWork() {
    const work = mayKeep() ? await withStore(false, (store) => store.get("work")) : undefined;
    if (work === undefined || work.until > Date.now()) return work?.incident;
    await forgetWork();
    return undefined;
  }

  async function startKeeping() {
    if (!mayKeep()) throw new Error("a page opened from disk keeps nothing");
    await withStore(true, put(""));
  }

  /** Another page may have switched keeping off in the meantime. */
  async function keepWork(incident) {
    return mayKeep() && (await withStore(false, put(incident))) !== undefined;
  }

  async function forgetWork() {
    if (mayKeep()) await settled(indexedDB.deleteDatabase(DATABASE));
  }

  async function forget() {
    await forgetWork();
    for (const setting of ["theme", "language"]) localStorage.removeItem(`oomscope.${setting}`);
  }

  function say(name, values = {}) {
    return words[page.lang][name].replace(/\{(\w+)\}/g, (_, value) => values[value]);
  }

  /** Listens on the document until the app takes over. */
  function listenEarly(type, listener) {
    document.addEventListener(type, listener, { signal: early.signal });
  }

  function keep(files) {
    if (files.length === 0) return;
    page.dataset.state = "working";
    queue.push(...files);
  }

  /** The files and folders of a drop or paste, which the browser forgets after the event; without any, the text as a file. */
  function given(transfer) {
    const items = [...transfer.items].filter((item) => item.kind === "file");
    if (items.length === 0) {
      const text = transfer.getData("text/plain");
      return text === "" ? [] : [new File([text], "pasted.txt", { type: "text/plain" })];
    }
    return items.map((item) => {
      const entry = item.webkitGetAsEntry();
      return entry?.isDirectory ? entry : item.getAsFile();
    });
  }

  // While files are held over the page, no part of the app is under them: were that part replaced before the drop, the
  // drop would reach nobody, and the browser would open the file instead. A drag that ended elsewhere is over once the
  // pointer moves again.
  addEventListener("dragenter", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    const app = document.getElementById("app");
    app.style.pointerEvents = "none";
    for (const end of ["drop", "pointermove"]) {
      addEventListener(end, () => (app.style.pointerEvents = ""), { once: true });
    }
  });

  listenEarly("dragover", (event) => event.preventDefault());
  listenEarly("drop", (event) => {
    event.preventDefault();
    keep(given(event.dataTransfer));
  });
  listenEarly("paste", (event) => keep(given(event.clipboardData)));
  listenEarly("change", (event) => {
    if (event.target.matches('input[type="file"]')) keep([...event.target.files]);
  });

  function takeQueue() {
    early.abort();
    return queue.splice(0);
  }

  /** Runs inside the worker, after the glue; the first message is the wasm, the others are the app's. */
  function workerMain() {
    self.onmessage = (event) => {
      self.onmessage = null;
      wasm_bindgen.initSync({ module: event.data });
      wasm_bindgen.start_worker();
    };
  }

  function startWorker() {
    const worker = new Worker(workerUrl, { name: "oomscope" });
    worker.postMessage(wasm);
    return worker;
  }

  function fail(message) {
    page.dataset.state = "error";
    const shown = document.getElementById("failure") ?? document.createElement("p");
    shown.id = "failure";
    shown.className = "failure";
    shown.dataset.testid = "error";
    shown.setAttribute("role", "alert");
    shown.textContent = message;
    document.body.prepend(shown);
  }

  /** A trap kills the app. Its panic hook has said so already, unless it was something else than a panic. */
  function failIfTrapped(error) {
    if (error?.name === "RuntimeError" && document.getElementById("failure") === null) {
      fail(say("crashed", { message: error.message }));
    }
  }

  async function fetched(url) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(say("notAnswered", { url, status: response.status }));
    return response;
  }

  async function inflated(base64) {
    const gzipped = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const inflating = new Blob([gzipped]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(inflating).arrayBuffer();
  }

  /** Takes files as if they had been picked: the system opened them with this page, or shared them with it. */
  function give(files) {
    if (files.length === 0) return;
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    const field = document.getElementById("file-input");
    field.files = transfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  globalThis.launchQueue?.setConsumer?.(async (launch) => {
    give(await Promise.all((launch.files ?? []).map((handle) => handle.getFile())));
  });

  /** The page as it was before the app changed it, for the edition that has everything in it. */
  function ownPage() {
    const copy = page.cloneNode(true);
    copy.querySelector("#app").innerHTML = firstScreen;
    copy.querySelector("#incident")?.remove();
    copy.querySelector("#failure")?.remove();
    copy.dataset.state = "empty";
    return `<!doctype html>\n${copy.outerHTML}\n`;
  }

  /** From the service worker's store where there is one: then no request is made. */
  async function onePage() {
    if (document.getElementById("wasm").textContent.trim() !== "") return ownPage();
    const stored = await globalThis.caches?.match("oomscope.html", { ignoreSearch: true }).catch(() => undefined);
    return (stored ?? (await fetched("oomscope.html"))).text();
  }

  /** The hosted edition works without a network once it was visited, where the browser allows it. */
  async function serveOffline() {
    if (document.getElementById("wasm").textContent.trim() !== "" || !isSecureContext) return;
    const container = navigator.serviceWorker;
    if (container === undefined) return;
    const registration = await container.register("service_worker.js", { updateViaCache: "none" });
    const tell = () => registration.waiting && container.controller && page.dispatchEvent(new Event("updatewaits"));
    tell();
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", tell));
    container.addEventListener("message", (event) => give(event.data.files ?? []));
    if (location.search === "?handed") container.controller?.postMessage("take");
    globalThis.oomscope.update = () => {
      container.addEventListener("controllerchange", () => location.reload(), { once: true });
      registration.waiting?.postMessage("activate");
    };
  }

  async function readGlue() {
    const glue = document.getElementById("glue");
    return glue.src ? (await fetched(glue.src)).text() : glue.textContent;
  }

  async function readWasm() {
    const element = document.getElementById("wasm");
    return element.href ? (await fetched(element.href)).arrayBuffer() : inflated(element.textContent.trim());
  }

  async function start() {
    if (typeof WebAssembly !== "object") throw new Error(say("noWebAssembly"));
    const [glue, bytes] = await Promise.all([readGlue(), readWasm()]);
    wasm = new Uint8Array(bytes);
    workerUrl = URL.createObjectURL(new Blob([glue, `\n(${workerMain})();\n`], { type: "text/javascript" }));
    await wasm_bindgen({ module_or_path: wasm });
    wasm_bindgen.start_app();
  }

  showLanguage(language());
  showTheme();
  for (const query of [moreContrast, dark]) query.addEventListener("change", showTheme);

  globalThis.oomscope = { queue, takeQueue, startWorker, onePage, fail, theme: () => theme, setTheme, setLanguage };
  Object.assign(globalThis.oomscope, { mayKeep, startKeeping, keptWork, keepWork, forgetWork, forget });
  addEventListener("error", (event) => failIfTrapped(event.error));
  addEventListener("unhandledrejection", (event) => failIfTrapped(event.reason));
  document.addEventListener("DOMContentLoaded", () => {
    firstScreen = document.getElementById("app").innerHTML;
    serveOffline().catch(() => {});
    start().catch((error) => fail(say("notStarted", { reason: error.message })));
  });
})();
