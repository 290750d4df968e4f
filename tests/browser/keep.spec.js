// Keeping work across visits: only where it is switched on, scrubbed, for a week, and forgotten when asked.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test, expect } from "./oomscope.js";
import { incident } from "./incidents.js";

const leak = incident("leak_map_cache");
const secrets = fileURLToPath(new URL("../fixtures/share/secrets.describe.txt", import.meta.url));

test.skip(({ address }) => !address.startsWith("http"), "a page opened from disk keeps nothing");

/** Everything in every database of the page, as text. */
const stored = (page) =>
  page.evaluate(async () => {
    const request = (asked) => new Promise((resolve, reject) => Object.assign(asked, { onsuccess: () => resolve(asked.result), onerror: reject }));
    const all = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await request(indexedDB.open(name));
      for (const store of database.objectStoreNames) all.push(await request(database.transaction(store).objectStore(store).getAll()));
      database.close();
    }
    return JSON.stringify(all);
  });

async function switchOn(page) {
  await page.getByTestId("keep-work").click();
  await expect(page.getByTestId("keep-work")).toBeChecked();
  await expect.poll(() => stored(page)).not.toBe("[]");
}

const isKept = (page) => expect.poll(() => stored(page), { timeout: 20_000 }).toMatch(/#1\./);

test("nothing is kept unless it is switched on", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await expect(page.getByTestId("keep-work")).not.toBeChecked();
  await page.waitForTimeout(3000);
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  await page.reload();
  await expect(oomscope.root).toHaveAttribute("data-state", "empty");
});

test("work that is kept is there again after a reload, as it was looked at", async ({ oomscope, page }) => {
  await oomscope.open();
  await switchOn(page);
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  const headline = await page.locator("#headline").innerText();
  await page.locator("#tab-traces").click();
  await isKept(page);
  await page.waitForTimeout(3000);
  await page.reload();
  await oomscope.ready();
  await expect(page.locator("#headline")).toHaveText(headline);
  await expect(oomscope.verdict).toHaveAttribute("data-source", "kept");
  await expect(page.getByTestId("shared-banner")).toContainText("last visit");
  await expect(page.locator("#tab-traces")).toHaveAttribute("aria-selected", "true");
  await expect(page.getByTestId("keep-work")).toBeChecked();
});

test("planted secrets are in no storage", async ({ oomscope, page }) => {
  await oomscope.open();
  await switchOn(page);
  await oomscope.choose(secrets);
  await oomscope.ready();
  await isKept(page);
  const incident = JSON.parse(await stored(page)).flat()[0].incident;
  await page.goto("about:blank");
  await page.goto(oomscope.address + incident);
  await oomscope.ready();
  const opened = (await page.content()) + (await page.locator("main").innerText()) + incident;
  expect(opened.toLowerCase()).not.toContain("sekret");
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).toBe("[{},{}]");
});

test("a link that somebody shared takes no place of one's own work", async ({ oomscope, page, address }) => {
  const made = execFileSync(process.env.OOMSCOPE_CLI, ["link", leak.file("describe.txt")], { encoding: "utf8" }).trim();
  await oomscope.open();
  await switchOn(page);
  await page.goto("about:blank");
  await page.goto(address + made);
  await oomscope.ready();
  await expect(page.getByTestId("keep-work")).toBeChecked();
  await page.waitForTimeout(3000);
  expect(await stored(page)).not.toMatch(/#1\./);
});

test("after a week it is gone", async ({ oomscope, page, context }) => {
  await oomscope.open();
  await switchOn(page);
  await oomscope.drop(leak.file("describe.txt"));
  await oomscope.ready();
  await isKept(page);
  await context.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + 7.01 * 24 * 60 * 60 * 1000;
  });
  await page.reload();
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  await expect(oomscope.root).toHaveAttribute("data-state", "empty");
  await expect(page.getByTestId("keep-work")).not.toBeChecked();
});

test("everything is forgotten with one press, and switching off removes the work", async ({ oomscope, page }) => {
  await oomscope.open();
  await switchOn(page);
  await oomscope.drop(leak.file("describe.txt"));
  await oomscope.ready();
  await isKept(page);
  await page.evaluate(() => globalThis.oomscope.setTheme("dark"));
  await page.getByTestId("forget").click();
  await expect(page.getByTestId("keep-said")).not.toBeEmpty();
  const left = () => page.evaluate(async () => [(await indexedDB.databases()).length, localStorage.length]);
  expect(await left()).toEqual([0, 0]);
  await expect(page.getByTestId("keep-work")).not.toBeChecked();
  await switchOn(page);
  await isKept(page);
  await page.getByTestId("keep-work").click();
  await expect.poll(left).toEqual([0, 0]);
});
