// The promise that nothing leaves the browser.
import { test, expect } from "./oomscope.js";
import { incident } from "./incidents.js";

const leak = incident("leak_map_cache");

test("after it has loaded the page asks the network for nothing, and works without it", async ({ oomscope, page, context }) => {
  await oomscope.open();
  await expect(oomscope.verdict).toHaveCount(0);
  await page.waitForFunction(() => globalThis.oomscope !== undefined);
  await page.waitForLoadState("networkidle");
  const asked = [];
  context.on("request", (request) => !/^(blob|data):/.test(request.url()) && asked.push(request.url()));
  await context.setOffline(true);
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await expect(oomscope.verdict).toHaveAttribute("data-class", "leak");
  expect(asked).toEqual([]);
});

test("the page loads its own files only", async ({ oomscope, page, address }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await oomscope.open();
  await page.waitForLoadState("networkidle");
  const elsewhere = asked.filter((url) => !url.startsWith(address) && !/^(blob|data):/.test(url));
  expect(asked).toContain(address);
  expect(elsewhere).toEqual([]);
});

test("the policy refuses every other connection", async ({ oomscope, page }) => {
  await oomscope.open();
  await page.evaluate(async () => {
    globalThis.refused = new Set();
    document.addEventListener("securitypolicyviolation", (event) => refused.add(`${event.effectiveDirective} ${new URL(event.blockedURI)}`));
    const elsewhere = "https://elsewhere.invalid/";
    await fetch(elsewhere).catch(() => {});
    try {
      new WebSocket("wss://elsewhere.invalid/");
    } catch {
      // Some browsers throw, some only report.
    }
    navigator.sendBeacon(`${elsewhere}beacon`, "x");
    document.body.append(Object.assign(new Image(), { src: elsewhere }));
    document.body.append(Object.assign(document.createElement("script"), { src: elsewhere }));
    document.body.append(Object.assign(document.createElement("iframe"), { src: elsewhere }));
  });
  const told = () => page.evaluate(() => [...refused].filter((violation) => !violation.startsWith("frame-src ")).sort());
  await expect.poll(told).toEqual([
    "connect-src https://elsewhere.invalid/",
    "connect-src https://elsewhere.invalid/beacon",
    "connect-src wss://elsewhere.invalid/",
    "img-src https://elsewhere.invalid/",
    "script-src-elem https://elsewhere.invalid/",
  ]);
  // What a frame asks for is refused in another process, which tells the console, and the page not always.
  await expect.poll(() => oomscope.errors.join("\n")).toContain("Framing 'https://elsewhere.invalid/' violates");
  oomscope.errors = [];
});

test("nothing is kept in the browser", async ({ oomscope, page, context }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  expect(await context.cookies()).toEqual([]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
});
