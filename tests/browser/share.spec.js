// Taking an incident along: links, one-file reports, texts; and that none of it needs a network or says too much.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { execFileSync } from "node:child_process";
import { test, expect, Oomscope } from "./oomscope.js";
import { incident } from "./incidents.js";

const leak = incident("leak_map_cache");
const tuning = incident("tuning_churn_gogc100");
const secrets = fileURLToPath(new URL("../fixtures/share/secrets.describe.txt", import.meta.url));
const program = (...given) => execFileSync(process.env.OOMSCOPE_CLI, given, { encoding: "utf8" });

/** What a person compares: verdict, suspects, patch, table. */
async function said(oomscope) {
  const verdict = await oomscope.verdict.evaluate((shown) => [shown.dataset.class, shown.dataset.cause, shown.dataset.confidence]);
  const suspects = await oomscope.suspects.evaluateAll((shown) => shown.map((suspect) => suspect.dataset.function));
  const yaml = (await oomscope.yaml.count()) ? await oomscope.yaml.innerText() : null;
  const rows = await oomscope.rows.evaluateAll((shown) => shown.map((row) => [row.dataset.function, row.dataset.flat, row.dataset.cum]));
  return { verdict, suspects, yaml, rows };
}

/** Opens the panel and gives the link once it is made. */
async function link(page) {
  await page.getByTestId("share-open").click();
  await expect(page.getByTestId("share-link")).toHaveValue(/#1\./);
  return page.getByTestId("share-link").inputValue();
}

/** Where a link opens in an edition: a page on disk gives links without an address. */
const opens = (address, made) => address + made.slice(made.indexOf("#"));

for (const [name, { heaps, file }] of [["leak", leak], ["tuning", tuning]]) {
  test(`a link of a ${name} opens in a fresh browser without a network and says the same`, async ({ oomscope, page, browser, address }) => {
    await oomscope.open();
    await oomscope.drop(...heaps, file("describe.txt"));
    await oomscope.ready();
    const expected = await said(oomscope);
    const made = await link(page);
    expect(made.length).toBeLessThanOrEqual(8000);
    expect(Number(await page.getByTestId("share-length").getAttribute("data-characters"))).toBe(made.length);

    const fresh = await browser.newContext();
    const other = new Oomscope(await fresh.newPage(), address);
    if (address.startsWith("http")) {
      // One visit is what it takes; then the service worker has every file.
      await other.open();
      await other.page.evaluate(() => navigator.serviceWorker.ready);
      await other.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      await other.page.goto("about:blank");
    }
    await fresh.setOffline(true);
    await other.page.goto(opens(address, made));
    await other.ready();
    await expect(other.verdict).toHaveAttribute("data-source", "link");
    await expect(other.page.getByTestId("shared-banner")).toBeVisible();
    expect(await said(other)).toEqual(expected);
    await fresh.close();
  });
}

test("every length holds what it may, and the shortest gets through a chat", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await link(page);
  for (const [tier, most] of [["chat", 2000], ["standard", 8000], ["full", 32000]]) {
    await page.getByTestId("share-tier").locator(`[data-tier=${tier}]`).click();
    await expect(page.getByTestId("share-tier")).toHaveAttribute("data-tier", tier);
    await expect(page.getByTestId("share-link")).toHaveValue(/#1\./);
    expect((await page.getByTestId("share-link").inputValue()).length).toBeLessThanOrEqual(most);
  }
});

test("a link that was cut, damaged or made by a newer oomscope says so", async ({ oomscope, page, address }) => {
  const made = program("link", ...leak.heaps, leak.file("describe.txt")).trim();
  const bad = [
    [made.slice(0, made.length / 2), /cut/],
    [made.slice(0, 8), /cut/],
    [`${made.slice(0, 200)}AAAA${made.slice(204)}`, /damaged/],
    ["#99.AAAA", /newer/i],
  ];
  for (const [broken, says] of bad) {
    await page.goto("about:blank");
    await page.goto(address + broken);
    await expect(oomscope.root).toHaveAttribute("data-state", "error");
    await expect(oomscope.error).toBeVisible();
    await expect(oomscope.error).toContainText(says);
  }
});

test("a link cut at any length says so, in the address and in the field", async ({ oomscope, page, address }) => {
  const made = program("link", "--tier", "chat", leak.file("describe.txt")).trim();
  const step = Math.ceil(made.length / 12);
  for (let end = 2; end < made.length; end += step) {
    await page.goto("about:blank");
    await page.goto(address + made.slice(0, end));
    await expect(oomscope.root, `cut at ${end}`).toHaveAttribute("data-state", "error");
    await expect(oomscope.error).toContainText(/cut on the way|no link of oomscope/);
  }
  await page.goto("about:blank");
  await oomscope.open();
  for (const broken of [made.slice(0, 300), `https://oomscope.example/${made.slice(0, 300)}…`, "not a link", "1.AAAA"]) {
    await page.getByTestId("open-link").fill(broken);
    await page.getByTestId("open-link").press("Enter");
    await expect(oomscope.error).toContainText(/cut on the way|no link of oomscope/);
    await expect(oomscope.root).toHaveAttribute("data-state", "error");
  }
});

test("what chat tools set around a link does not keep it from opening", async ({ oomscope, page, address }) => {
  const made = program("link", "--tier", "chat", leak.file("describe.txt")).trim();
  const served = `https://oomscope.example/${made}`;
  const fields = [`<${served}|checkout down>`, `${served}.`, `[again](${served})`, `${address}${made.replace("#", "%23")}`];
  for (const decorated of fields) {
    await page.goto("about:blank");
    await oomscope.open();
    await page.getByTestId("open-link").fill(decorated);
    await page.getByTestId("open-link").press("Enter");
    await oomscope.ready();
    await expect(oomscope.verdict).toHaveAttribute("data-source", "link");
  }
  for (const decorated of [`${made}).`, `${made}%29`, `${made}&amp;x=1`, `${made}…`]) {
    await page.goto("about:blank");
    await page.goto(address + decorated);
    await oomscope.ready();
    await expect(oomscope.verdict).toHaveAttribute("data-source", "link");
  }
});

test("a link opens with the tab, filters, pivot, profile and base it was made with", async ({ oomscope, page, address }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await page.locator("[data-sample-type=alloc_space]").click();
  await page.getByTestId("granularity").selectOption({ index: 3 });
  await page.getByTestId("filter-text").fill("main\\.");
  await page.getByTestId("filter-apply").click();
  await page.locator("#tab-compare").click();
  await oomscope.ready();
  await expect(page.getByTestId("compare-summary")).toBeVisible();
  const seen = async (shown) => ({
    rows: await shown.getByTestId("top-row").evaluateAll((rows) => rows.map((row) => [row.dataset.function, row.dataset.flat])),
    compared: await shown.getByTestId("compare-summary").evaluate((summary) => ({ ...summary.dataset })),
    names: await shown.locator(".compare-names").innerText(),
    chips: await shown.getByTestId("chips").innerText(),
    granularity: await shown.getByTestId("granularity").evaluate((select) => select.selectedIndex),
    sampleType: await shown.getByTestId("sample-type").locator("[aria-pressed=true]").innerText(),
  });
  const expected = await seen(page);
  expect(expected.rows.length).toBeGreaterThan(0);
  const made = await link(page);
  await page.goto("about:blank");
  await page.goto(opens(address, made));
  await oomscope.ready();
  await expect(page.locator("#tab-compare")).toHaveAttribute("aria-selected", "true");
  await expect(page.getByTestId("compare-summary")).toBeVisible();
  expect(await seen(page)).toEqual(expected);
});

test("links start at the address the page was built for, from disk too", async ({ oomscope, page, address }, info) => {
  const base = "https://oomscope.example/postmortems/";
  const built = (html) => html.replace("<head>", `<head><meta name="link-base" content="${base}">`);
  if (address.startsWith("http")) {
    await page.route(address, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: built(await response.text()) });
    });
    await oomscope.open();
  } else {
    const copy = info.outputPath("oomscope.html");
    writeFileSync(copy, built(readFileSync(new URL(address), "utf8")));
    await page.goto(pathToFileURL(copy).href);
  }
  await oomscope.drop(leak.file("describe.txt"));
  await oomscope.ready();
  const made = await link(page);
  expect(made.startsWith(`${base}#1.`), made.slice(0, 80)).toBe(true);
  expect(Number(await page.getByTestId("share-length").getAttribute("data-characters"))).toBe(made.length);
});

test("a link is opened by pasting it into any page", async ({ oomscope, page }) => {
  const made = program("link", "--base", "https://oomscope.example/", ...tuning.heaps, tuning.file("describe.txt")).trim();
  await oomscope.open();
  await page.getByTestId("open-link").fill(made);
  await page.getByTestId("open-link").press("Enter");
  await oomscope.ready();
  await expect(oomscope.verdict).toHaveAttribute("data-source", "link");
  await expect(oomscope.verdict).toHaveAttribute("data-class", "tuning");
});

test("a report saved on one edition opens in the other, and from disk", async ({ oomscope, page, browser, address }, info) => {
  await oomscope.open();
  if (address.startsWith("http")) await page.evaluate(() => navigator.serviceWorker.ready);
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  const expected = await said(oomscope);
  await link(page);
  await expect(page.getByTestId("export-html")).toBeEnabled();
  const saved = await oomscope.saved(page.getByTestId("export-html"));
  const path = info.outputPath("incident.html");
  writeFileSync(path, saved);

  const { OOMSCOPE_HOSTED: hosted, OOMSCOPE_ONE_FILE: oneFile } = process.env;
  const fresh = await browser.newContext();
  await fresh.setOffline(true);
  const alone = new Oomscope(await fresh.newPage(), `file://${path}`);
  await alone.open();
  await alone.ready();
  expect(await said(alone)).toEqual(expected);
  await fresh.close();

  const elsewhere = await browser.newContext();
  const other = new Oomscope(await elsewhere.newPage(), address === hosted ? oneFile : hosted);
  await other.open();
  await other.choose(path);
  await other.ready();
  await expect(other.verdict).toHaveAttribute("data-source", "report");
  expect(await said(other)).toEqual(expected);
  await elsewhere.close();
});

test("the terminal's report opens like the page's", async ({ oomscope, page }, info) => {
  const path = info.outputPath("incident.html");
  const oneFile = fileURLToPath(process.env.OOMSCOPE_ONE_FILE);
  program("report", "--page", oneFile, "-o", path, ...leak.heaps, leak.file("describe.txt"));
  await page.goto(`file://${path}`);
  await oomscope.ready();
  await expect(oomscope.verdict).toHaveAttribute("data-class", "leak");
});

test("the terminal finds the page next to the program, or says that there is none", async ({ address }, info) => {
  test.skip(address.startsWith("http"), "no page is opened");
  const beside = info.outputPath("bin");
  mkdirSync(beside, { recursive: true });
  const copy = join(beside, "oomscope");
  copyFileSync(process.env.OOMSCOPE_CLI, copy);
  const given = ["report", "-o", "-", tuning.file("describe.txt")];
  const run = (where) => execFileSync(copy, given, { encoding: "utf8", cwd: where, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] });
  expect(() => run(beside)).toThrow(/--page/);
  const oneFile = fileURLToPath(process.env.OOMSCOPE_ONE_FILE);
  copyFileSync(oneFile, join(beside, "oomscope.html"));
  const { OOMSCOPE_CLI: installed } = process.env;
  const named = execFileSync(installed, ["report", "--page", oneFile, ...given.slice(1)], { encoding: "utf8", maxBuffer: 1 << 28 });
  expect(run(info.outputDir)).toBe(named);
  expect(named).toContain('<script id="incident"');
});

test("no flow of sharing asks the network for anything", async ({ oomscope, page, context, address }) => {
  await oomscope.open();
  if (address.startsWith("http")) await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForLoadState("networkidle");
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  const asked = [];
  context.on("request", (request) => !/^(blob|data):/.test(request.url()) && asked.push(request.url()));
  await context.setOffline(true);
  await link(page);
  await page.getByTestId("redact").click();
  await expect(page.getByTestId("share-link")).toHaveValue(/#1\./);
  await expect(page.getByTestId("export-html")).toBeEnabled();
  for (const hook of ["export-html", "export-markdown", "export-json"]) await oomscope.saved(page.getByTestId(hook));
  expect(asked).toEqual([]);
});

test("planted secrets are in no link, report or export", async ({ oomscope, page, address }) => {
  await oomscope.open();
  if (address.startsWith("http")) await page.evaluate(() => navigator.serviceWorker.ready);
  await oomscope.choose(secrets);
  await oomscope.ready();
  const made = await link(page);
  await page.getByTestId("share-contents").locator("summary").click();
  const contents = await page.getByTestId("share-contents").innerText();
  await expect(page.getByTestId("export-html")).toBeEnabled();
  const html = await oomscope.saved(page.getByTestId("export-html"));
  const markdown = await oomscope.saved(page.getByTestId("export-markdown"));
  const json = await oomscope.saved(page.getByTestId("export-json"));
  await page.goto("about:blank");
  await page.goto(opens(address, made));
  await oomscope.ready();
  const opened = await page.locator("main").innerText();
  for (const text of [html, contents, markdown, json, opened]) expect(text.toLowerCase()).not.toContain("sekret");
});

test("redaction takes every name of the cluster out", async ({ oomscope, page, address }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  const before = await link(page);
  await page.getByTestId("redact").click();
  await expect(page.getByTestId("share-link")).not.toHaveValue(before);
  await expect(page.getByTestId("share-link")).toHaveValue(/#1\./);
  const made = await page.getByTestId("share-link").inputValue();
  await page.goto("about:blank");
  await page.goto(opens(address, made));
  await oomscope.ready();
  const text = await page.locator("main").innerText();
  for (const name of ["sessionsvc", "worker-3"]) expect(text).not.toContain(name);
  expect(text).toContain("container-1");
  await expect(oomscope.verdict).toHaveAttribute("data-class", "leak");
});
