// Everything by keyboard: the palette, the keys, and the whole way from the first file to what is taken along.
import { readFileSync } from "node:fs";
import { test, expect } from "./oomscope.js";
import { incident } from "./incidents.js";

const leak = incident("leak_map_cache");
const tuning = incident("tuning_churn_gogc100");

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

const offered = (page) => page.getByTestId("palette").getByRole("option");

/** Opens the palette, writes, and runs what stands first. */
async function command(page, words) {
  await expect(page.getByTestId("palette-open")).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByTestId("palette-field")).toBeFocused();
  const all = await offered(page).count();
  await page.keyboard.type(words);
  // Chinese is not typed key by key: it may arrive after the keys that follow it.
  await expect(page.getByTestId("palette-field")).toHaveValue(words);
  await expect(offered(page), "what was written leaves fewer").not.toHaveCount(all);
  await expect(offered(page).first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
}

test("the whole job is done without a mouse: from the first file to the copied YAML and the copied link", async ({ oomscope, page, address }) => {
  await oomscope.open();
  await expect(page.getByTestId("drop-zone").getByRole("button").first()).toBeVisible();
  const picker = page.waitForEvent("filechooser");
  for (let tab = 0; tab < 12 && !(await page.evaluate(() => document.activeElement?.classList.contains("primary"))); tab++) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await (await picker).setFiles([...tuning.heaps, tuning.file("describe.txt")]);
  await oomscope.ready();
  await command(page, "copy yaml");
  await expect(page.getByTestId("toast")).toHaveText("Copied");
  expect(await clipboard(page)).toBe(await oomscope.yaml.innerText());
  await command(page, "share");
  const link = page.getByTestId("share-link");
  await expect(link).toHaveValue(/#1\./);
  for (let tab = 0; tab < 12 && !(await page.evaluate(() => document.activeElement?.dataset.testid === "copy-link")); tab++) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await expect.poll(() => clipboard(page)).toBe(await link.inputValue());
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("export-panel")).toHaveCount(0);
});

test("text is pasted, read and judged by keyboard alone", async ({ oomscope, page }) => {
  await oomscope.open();
  await expect(page.getByTestId("drop-zone").getByRole("button").first()).toBeVisible();
  await page.evaluate((text) => navigator.clipboard.writeText(text), readFileSync(leak.file("describe.txt"), "utf8"));
  await page.keyboard.press("Control+v");
  await oomscope.ready();
  await expect(oomscope.cards).toHaveCount(1);
});

test("the palette finds a command by a few letters, in both languages, and gives the focus back", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await page.getByTestId("search").focus();
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Commands" });
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.type("flame");
  const first = offered(page).first();
  await expect(first).toContainText("Flame graph");
  await expect(field).toHaveAttribute("aria-activedescendant", await first.getAttribute("id"));
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("palette")).toHaveCount(0);
  await expect(page.getByTestId("search")).toBeFocused();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("qqqqqq");
  await expect(offered(page)).toHaveCount(0);
  await expect(field).toHaveAttribute("aria-expanded", "false");
  await expect(page.getByTestId("palette").getByRole("status")).toHaveText("No command matches");
  await page.keyboard.press("Control+k");
  await expect(page.getByTestId("palette")).toHaveCount(0);
  await command(page, "简体");
  await expect(oomscope.root).toHaveAttribute("lang", "zh-Hans");
  await command(page, "alloc_space");
  await expect(page.locator("[data-sample-type=alloc_space]")).toHaveAttribute("aria-pressed", "true");
  await command(page, "深色");
  await expect(oomscope.root).toHaveAttribute("data-theme", "dark");
  await command(page, "证据");
  await expect(page.locator("#evidence-title")).toBeFocused();
});

test("the arrows walk the palette around its ends", async ({ oomscope, page }) => {
  await oomscope.open();
  await expect(page.getByTestId("palette-open")).toBeVisible();
  await page.getByTestId("palette-open").click();
  const options = offered(page);
  await page.keyboard.press("ArrowUp");
  await expect(options.last()).toHaveAttribute("aria-selected", "true");
  await expect(options.last()).toBeInViewport();
  await page.keyboard.press("ArrowDown");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await expect(page.locator("#palette-list [aria-selected=true]")).toHaveCount(1);
});

test("every example is reached from the palette, whatever is on screen", async ({ oomscope, page }) => {
  await oomscope.open();
  for (const [words, found] of [["example tuning", "tuning"], ["example not an oom", "not_oom"]]) {
    await command(page, words);
    await expect(oomscope.verdict).toHaveAttribute("data-class", found, { timeout: 30_000 });
    await oomscope.ready();
  }
});

test("keys choose views from anywhere, list themselves, and can be switched off", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await page.keyboard.press("2");
  await expect(page.locator("#explorer")).toHaveAttribute("data-view", "flame");
  await page.keyboard.press("y");
  expect(await clipboard(page)).toBe(await oomscope.yaml.innerText());
  await page.keyboard.press("?");
  await expect(page.getByTestId("keys")).toContainText("Flame graph");
  await page.keyboard.press("1");
  await page.getByTestId("single-keys").press("Space");
  await page.keyboard.press("Escape");
  await expect(page.locator("#explorer"), "keys do nothing behind a dialog").toHaveAttribute("data-view", "flame");
  await page.keyboard.press("1");
  await page.keyboard.press("?");
  await expect(page.getByTestId("keys")).toHaveCount(0);
  await expect(page.locator("#explorer")).toHaveAttribute("data-view", "flame");
  await page.keyboard.press("Control+k");
  await expect(page.getByTestId("palette")).toBeVisible();
});

test("what is typed into a field is no command", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await page.getByTestId("search").press("2");
  await expect(page.getByTestId("search")).toHaveValue("2");
  await expect(page.locator("#explorer")).toHaveAttribute("data-view", "top");
});
