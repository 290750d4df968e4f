// Every state and view of the page, and how a person gets there from the opened page.
import { expect } from "./oomscope.js";
import { incident } from "./incidents.js";

const leak = incident("leak_map_cache");
const KILLED = "Last State:     Terminated\n  Reason:       OOMKilled\n  Exit Code:    137\n";

async function example(oomscope, name) {
  await oomscope.page.locator(`[data-testid=example][data-example=${name}]`).click();
  await oomscope.ready();
}

async function view(oomscope, name) {
  await example(oomscope, "leak");
  const { page } = oomscope;
  await page.locator(`[role=tab][data-view=${name}]`).click();
  await expect(page.locator("#explorer")).toHaveAttribute("data-view", name);
  await expect(page.locator("#explorer-view .working")).toHaveCount(0);
  await page.locator(".tabs-row").evaluate((tabs) => window.scrollTo(0, tabs.getBoundingClientRect().top + window.scrollY - 80));
}

export const STATES = {
  welcome: async () => {},
  drop: async ({ page }) => {
    // A drag that the browser itself makes ends with the session that makes it.
    await page.evaluate(() => document.body.dispatchEvent(new DragEvent("dragover", { bubbles: true, cancelable: true })));
    await expect(page.locator(".drop-overlay")).toBeVisible();
  },
  loading: async (oomscope) => {
    // A worker that is never asked never answers: the page waits for as long as a picture takes.
    await oomscope.page.evaluate(() => (Worker.prototype.postMessage = () => {}));
    await oomscope.paste(KILLED);
    await expect(oomscope.cards).toHaveAttribute("data-state", "working");
  },
  leak: (oomscope) => example(oomscope, "leak"),
  tuning: (oomscope) => example(oomscope, "tuning"),
  "goroutine-leak": (oomscope) => example(oomscope, "goroutine_leak"),
  "not-oom": (oomscope) => example(oomscope, "probe_kill"),
  open: async (oomscope) => {
    await oomscope.paste(KILLED);
    await oomscope.ready();
  },
  error: async (oomscope) => {
    await oomscope.paste("what is this");
    await expect(oomscope.root).toHaveAttribute("data-state", "error");
  },
  changes: async (oomscope) => {
    await oomscope.paste(KILLED);
    await oomscope.ready();
    await oomscope.choose(...leak.heaps);
    await expect(oomscope.page.getByTestId("changes")).toBeVisible();
    await oomscope.ready();
  },
  arrange: async (oomscope) => {
    await example(oomscope, "leak");
    await oomscope.page.getByTestId("arrange-open").first().click();
    await expect(oomscope.page.getByTestId("rename")).toBeVisible();
  },
  source: async (oomscope) => {
    await example(oomscope, "leak");
    await oomscope.page.locator("[data-testid=evidence]", { hasText: "OOMKilled" }).getByRole("button").click();
    await expect(oomscope.page.getByTestId("source-text")).toBeVisible();
  },
  term: async (oomscope) => {
    await example(oomscope, "leak");
    await oomscope.page.locator(".facts [data-term=LiveHeap]").click();
    await expect(oomscope.page.locator(".explanation:popover-open")).toBeVisible();
  },
  captures: async (oomscope) => {
    await example(oomscope, "leak");
    await oomscope.page.locator(".captures-again summary").first().click();
    await oomscope.page.locator(".no-pprof summary").click();
  },
  share: async (oomscope) => {
    await example(oomscope, "leak");
    await oomscope.page.getByTestId("share-open").click();
    await expect(oomscope.page.getByTestId("share-link")).toHaveValue(/#1\./);
  },
  commands: async (oomscope) => {
    await oomscope.page.getByTestId("palette-open").click();
    await expect(oomscope.page.locator("#palette-list [role=option]").first()).toBeVisible();
  },
  "commands-none": async (oomscope) => {
    await oomscope.page.getByTestId("palette-open").click();
    await oomscope.page.keyboard.type("qqqqqqq");
    await expect(oomscope.page.locator("#palette-list [role=option]")).toHaveCount(0);
  },
  keys: async (oomscope) => {
    await example(oomscope, "leak");
    await oomscope.page.keyboard.press("?");
    await expect(oomscope.page.getByTestId("keys")).toBeVisible();
  },
  ...Object.fromEntries(
    ["top", "flame", "callers", "traces", "tags", "compare", "timeline"].map((name) => [`view-${name}`, (oomscope) => view(oomscope, name)]),
  ),
};
