// WCAG 2.2 AA on every view and state, in both themes, as far as a program can tell (axe-core).
import AxeBuilder from "@axe-core/playwright";
import { test, expect } from "./oomscope.js";

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

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    for (const [name, reach] of Object.entries(STATES)) {
      test(`no one is shut out of ${name}, ${colorScheme}`, async ({ oomscope, page }) => {
        await oomscope.open();
        await expect(page.getByTestId("drop-zone")).toBeVisible();
        await reach(oomscope);
        const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
        const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.target).join("\n  ")}`);
        expect(found).toEqual([]);
      });
    }
  });
}
