// Moves a flame graph of the built page and prints what that took: `node bench_flame.js ADDRESS NODES`.
// Milliseconds of main-thread work per frame are counted from the first event of a frame until the browser has painted.
import { gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";

const [address, count] = [process.argv[2], Number(process.argv[3])];

/** A profile whose call tree has about this many nodes: every node has up to five callees, the deepest are 60 calls deep. */
function profile(nodes) {
  let state = 0x2545f491;
  const below = (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
  const functions = 20_000;
  const out = [];
  const varint = (value) => {
    const bytes = [];
    while (value > 127) {
      bytes.push((value % 128) | 128);
      value = Math.floor(value / 128);
    }
    bytes.push(value);
    return bytes;
  };
  const field = (number, bytes) => out.push(Buffer.from([...varint(number * 8 + 2), ...varint(bytes.length)]), Buffer.from(bytes));
  const int = (number, value) => [...varint(number * 8), ...varint(value)];
  const strings = ["", "inuse_objects", "count", "inuse_space", "bytes", "space"];
  field(1, [...int(1, 1), ...int(2, 2)]);
  field(1, [...int(1, 3), ...int(2, 4)]);
  field(11, [...int(1, 5), ...int(2, 4)]);
  out.push(Buffer.from(int(12, 524288)));
  for (let id = 1; id <= functions; id++) {
    strings.push(`corp.example/shop/internal/pkg${id % 400}.(*Service${id % 40}).Handle${id}`);
    field(5, [...int(1, id), ...int(2, strings.length - 1), ...int(4, 0)]);
    field(4, [...int(1, id), ...int(3, 0x400000 + id * 16), 0x22, ...varint(int(1, id).length + 2), ...int(1, id), ...int(2, 7)]);
  }
  // A tree grown at its edge: each new node is called by one of the last few thousand. Every node is a sample.
  const parents = new Int32Array(nodes);
  const depths = new Uint8Array(nodes);
  const names = new Int32Array(nodes);
  for (let node = 1; node < nodes; node++) {
    let parent = node < 50 ? 0 : node - 1 - below(Math.min(node - 1, 400));
    while (depths[parent] >= 60) parent = parents[parent];
    parents[node] = parent;
    depths[node] = depths[parent] + 1;
    names[node] = below(functions) + 1;
    const stack = [];
    for (let at = node; at > 0; at = parents[at]) stack.push(...varint(names[at]));
    const values = [...varint(1 + below(50)), ...varint((1 + below(50)) * 4096)];
    field(2, [0x0a, ...varint(stack.length), ...stack, 0x12, ...varint(values.length), ...values]);
  }
  for (const text of strings) field(6, Buffer.from(text));
  return gzipSync(Buffer.concat(out), { level: 1 });
}

/** Runs in the page before anything else: counts the work of every frame, and hears of every graph that comes. */
function watch() {
  globalThis.on_graph = () => {};
  const frames = (globalThis.frames_of_bench = { work: [], intervals: [], on: false });
  let started = 0;
  let last = 0;
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    if (started) frames.on && frames.work.push(performance.now() - started);
    started = 0;
  };
  const begin = () => {
    started ||= performance.now();
  };
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (name, callback, options) {
    if (name === "message" && this instanceof Worker) {
      return listen.call(this, name, (event) => {
        callback(event);
        if (Array.isArray(event.data) && /^\{"Seen".*"ask":"Flame"/.test(event.data[0])) globalThis.on_graph();
      }, options);
    }
    if (!["wheel", "pointermove"].includes(name) || typeof callback !== "function") return listen.call(this, name, callback, options);
    return listen.call(this, name, (event) => (begin(), callback(event)), options);
  };
  const ask = globalThis.requestAnimationFrame;
  globalThis.requestAnimationFrame = (callback) =>
    ask((time) => {
      begin();
      if (last && time !== last && frames.on) frames.intervals.push(time - last);
      last = time;
      callback(time);
      channel.port2.postMessage(0);
    });
}

const at95 = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * 0.95)];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.addInitScript(watch);
await page.goto(address);
await page.getByTestId("file-input").setInputFiles({ name: "heap.pb.gz", mimeType: "application/gzip", buffer: profile(count) });
await page.waitForFunction(() => document.documentElement.dataset.state === "ready", null, { timeout: 300_000 });
const asked = Date.now();
await page.locator("[role=tab][data-view=flame]").click();
await page.getByTestId("flamegraph").waitFor({ timeout: 300_000 });
const shown = Date.now() - asked;
const box = await page.getByTestId("flamegraph").boundingBox();
const middle = { x: box.x + box.width / 2, y: box.y + 200 };
await page.mouse.move(middle.x, middle.y);
await page.evaluate(() => (globalThis.frames_of_bench.on = true));
// Events are made in the page, one for each frame, as a wheel and a hand make them.
await page.evaluate(async () => {
  const canvas = document.querySelector("[data-testid=flamegraph]");
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const { width } = canvas.getBoundingClientRect();
  const wheel = (deltaY, ctrlKey, x) =>
    canvas.dispatchEvent(new WheelEvent("wheel", { deltaX: ctrlKey ? 0 : 12, deltaY, ctrlKey, clientX: canvas.getBoundingClientRect().left + x, clientY: canvas.getBoundingClientRect().top + 150, bubbles: true, cancelable: true }));
  for (let step = 0; step < 300; step++) {
    const way = Math.floor(step / 50) % 4;
    if (way === 0) wheel(-20, true, width * 0.4);
    else if (way === 1) wheel(step % 2 ? 8 : -8, false, width / 2);
    else if (way === 2) wheel(20, true, width * 0.4);
    else wheel(20, false, width / 2);
    await frame();
  }
});
const frames = await page.evaluate(() => globalThis.frames_of_bench);
/** Milliseconds from the press of the button until the page has what it asked for: the table, or the graph, painted. */
async function change(text, painted) {
  await page.waitForFunction(() => document.documentElement.dataset.state === "ready");
  await page.getByTestId("filter-text").fill(text);
  return page.evaluate(async (painted) => {
    const from = performance.now();
    const graph = new Promise((resolve) => (globalThis.on_graph = resolve));
    const table = new Promise((resolve) => {
      let works = false;
      const observer = new MutationObserver(() => {
        const { state } = document.documentElement.dataset;
        works ||= state === "working";
        if (works && state === "ready") {
          observer.disconnect();
          resolve();
        }
      });
      observer.observe(document.documentElement, { attributeFilter: ["data-state"] });
    });
    document.querySelector("[data-testid=filter-apply]").click();
    await (painted ? graph : table);
    if (painted) await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const taken = performance.now() - from;
    await table;
    return taken;
  }, painted);
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const changes = ["pkg7", "pkg8", "pkg9", "pkg11", "pkg12", "pkg13", "pkg14", "pkg15"];
const graphs = [];
for (const name of changes) graphs.push(await change(`${name}\\.`, true));
await page.getByTestId("reset-filters").click();
await page.locator("[role=tab][data-view=top]").click();
const tables = [];
for (const name of changes) tables.push(await change(`${name}\\.`, false));
const { work, intervals } = frames;
console.log(JSON.stringify({ work: at95(work), interval: at95(intervals), frames: work.length, shown, filter: median(tables), filter_graph: median(graphs) }));
await browser.close();
