// WCAG 2.2 AA on every view and state, in every theme and language, as far as a program can tell (axe-core).
import AxeBuilder from "@axe-core/playwright";
import { test, expect } from "./oomscope.js";
import { incident } from "./incidents.js";

const leak = incident("leak_map_cache");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** How to get to each state, from the opened page. */
const STATES = {
  "the first screen": async () => {},
  "a leak": (oomscope) => example(oomscope, "leak"),
  "a tuning problem": (oomscope) => example(oomscope, "tuning"),
  "a goroutine leak": (oomscope) => example(oomscope, "goroutine_leak"),
  "a kill that was no OOM kill": (oomscope) => example(oomscope, "probe_kill"),
  "an open verdict": async (oomscope) => {
    await oomscope.paste("Last State:     Terminated\n  Reason:       OOMKilled\n  Exit Code:    137\n");
    await oomscope.ready();
  },
  "nothing that can be read": async (oomscope) => {
    await oomscope.paste("what is this");
    await expect(oomscope.root).toHaveAttribute("data-state", "error");
  },
  "the export panel": async (oomscope) => {
    await example(oomscope, "leak");
    await oomscope.page.getByTestId("export").click();
  },
  "the palette": async (oomscope) => {
    await oomscope.page.getByTestId("palette-open").click();
    await expect(oomscope.page.locator("#palette-list [role=option]").first()).toBeVisible();
  },
  "the palette without a match": async (oomscope) => {
    await oomscope.page.getByTestId("palette-open").click();
    await oomscope.page.keyboard.type("qqqqqqq");
    await expect(oomscope.page.locator("#palette-list [role=option]")).toHaveCount(0);
  },
  "the list of keys": async (oomscope) => {
    await example(oomscope, "leak");
    await oomscope.page.keyboard.press("?");
    await expect(oomscope.page.getByTestId("keys")).toBeVisible();
  },
  "what is said of an input": async (oomscope) => {
    await example(oomscope, "leak");
    await oomscope.page.getByTestId("arrange-open").first().click();
    await expect(oomscope.page.getByTestId("rename")).toBeVisible();
  },
  "a term that is explained": async (oomscope) => {
    await example(oomscope, "leak");
    await oomscope.page.locator(".facts [data-term]").first().click();
    await expect(oomscope.page.locator(".explanation:popover-open")).toBeVisible();
  },
  "what more inputs changed": async (oomscope) => {
    await oomscope.paste("Last State:     Terminated\n  Reason:       OOMKilled\n  Exit Code:    137\n");
    await oomscope.ready();
    await oomscope.choose(...leak.heaps);
    await expect(oomscope.page.getByTestId("changes")).toBeVisible();
    await oomscope.ready();
  },
  "commands for another capture": async (oomscope) => {
    await example(oomscope, "leak");
    await oomscope.page.locator(".captures-again summary").first().click();
    await oomscope.page.locator(".no-pprof summary").click();
  },
  "the line a piece of evidence was read from": async (oomscope) => {
    await example(oomscope, "leak");
    await oomscope.page.locator("[data-testid=evidence]", { hasText: "OOMKilled" }).getByRole("button").click();
    await expect(oomscope.page.getByTestId("source-text")).toBeVisible();
  },
};

async function example(oomscope, name) {
  await oomscope.page.locator(`[data-testid=example][data-example=${name}]`).click();
  await oomscope.ready();
}

for (const view of ["flame", "callers", "traces", "tags", "compare", "timeline"]) {
  STATES[`the view ${view}`] = async (oomscope) => {
    await example(oomscope, "leak");
    await oomscope.page.locator(`[role=tab][data-view=${view}]`).click();
    await expect(oomscope.page.locator("#explorer")).toHaveAttribute("data-view", view);
    await expect(oomscope.page.locator("#explorer-view .working")).toHaveCount(0);
  };
}

/** How the page is shown: each theme and each language once; what one brings does not hang on the other. */
const SHOWN = [
  { theme: "light", language: "en" },
  { theme: "dark", language: "zh-Hans" },
  { theme: "contrast", language: "en", colorScheme: "light" },
];

for (const { theme, language, colorScheme = theme } of SHOWN) {
  test.describe(`${theme} ${language}`, () => {
    test.use({ colorScheme });
    for (const [name, reach] of Object.entries(STATES)) {
      test(`no one is shut out of ${name}, ${theme}, ${language}`, async ({ oomscope, page }) => {
        await page.addInitScript(([theme, language]) => {
          localStorage.setItem("oomscope.theme", theme);
          localStorage.setItem("oomscope.language", language);
        }, [theme, language]);
        await oomscope.open();
        await expect(page.getByTestId("drop-zone")).toBeVisible();
        await reach(oomscope);
        await expect(oomscope.root).toHaveAttribute("lang", language);
        const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
        const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.target).join("\n  ")}`);
        expect(found).toEqual([]);
      });
    }
  });
}
