// Back and forward walk what was looked at, and bring back inputs that were taken away.
import { execFileSync } from "node:child_process";
import { test, expect } from "./oomscope.js";
import { incident } from "./incidents.js";

const leak = incident("leak_map_cache");
const tuning = incident("tuning_churn_gogc100");
const link = (of) =>
  execFileSync(process.env.OOMSCOPE_CLI, ["link", ...of.heaps, of.file("describe.txt")], { encoding: "utf8" }).trim();

const tab = (page, name) => page.locator(`#tab-${name}`);
const chosen = (page, name) => expect(tab(page, name)).toHaveAttribute("aria-selected", "true");

test("back and forward walk tabs, filters and the pivot", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await tab(page, "traces").click();
  await tab(page, "flame").click();
  await page.getByTestId("filter-text").fill("main");
  await page.getByTestId("filter-apply").click();
  await expect(page.getByTestId("chips")).toContainText("main");
  await page.goBack();
  await expect(page.getByTestId("chips")).toHaveCount(0);
  await chosen(page, "flame");
  await page.goBack();
  await chosen(page, "traces");
  await page.goBack();
  await chosen(page, "top");
  await page.goForward();
  await chosen(page, "traces");
  await page.goForward();
  await page.goForward();
  await expect(page.getByTestId("chips")).toContainText("main");
  await oomscope.ready();
  await expect(oomscope.cards).toHaveCount(leak.heaps.length + 1);
});

test("going back from the report leads to the empty page, and forward to the report, inputs and all", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await tab(page, "traces").click();
  await page.goBack();
  await page.goBack();
  await expect(oomscope.root).toHaveAttribute("data-state", "empty");
  await page.goForward();
  await oomscope.ready();
  await expect(oomscope.verdict).toHaveAttribute("data-class", "leak");
  await expect(oomscope.cards).toHaveCount(leak.heaps.length + 1);
  await chosen(page, "top");
  await page.goForward();
  await chosen(page, "traces");
});

test("inputs that were cleared, or left for a link, come back", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await page.getByTestId("open-link").fill(link(tuning));
  await page.getByTestId("open-link").press("Enter");
  await oomscope.ready();
  await expect(oomscope.verdict).toHaveAttribute("data-source", "link");
  expect(page.url()).toMatch(/#1\./);
  await page.goBack();
  await oomscope.ready();
  await expect(oomscope.verdict).toHaveAttribute("data-class", "leak");
  await expect(oomscope.cards).toHaveCount(leak.heaps.length + 1);
  expect(page.url()).not.toMatch(/#1\./);
  await page.goForward();
  await oomscope.ready();
  await expect(oomscope.verdict).toHaveAttribute("data-class", "tuning");
  await expect(oomscope.verdict).toHaveAttribute("data-source", "link");
});

test("a link that was opened keeps its fragment while its views are walked", async ({ oomscope, page, address }) => {
  const made = link(leak);
  await page.goto(address + made);
  await oomscope.ready();
  await tab(page, "flame").click();
  await chosen(page, "flame");
  expect(page.url()).toBe(address + made);
  await page.goBack();
  await chosen(page, "top");
  expect(page.url()).toBe(address + made);
  await expect(oomscope.verdict).toHaveAttribute("data-source", "link");
  await page.reload();
  await oomscope.ready();
  await expect(oomscope.verdict).toHaveAttribute("data-source", "link");
});

test("the browser's history holds numbers only", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await page.getByTestId("filter-text").fill("SessionCache");
  await page.getByTestId("filter-apply").click();
  await expect(page.getByTestId("chips")).toContainText("SessionCache");
  expect(await page.evaluate(() => history.state)).toMatch(/^oomscope \d+ \d+$/);
});
