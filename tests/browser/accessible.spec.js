// WCAG 2.2 AA on every view and state, in every theme and language, as far as a program can tell (axe-core).
import AxeBuilder from "@axe-core/playwright";
import { test, expect } from "./oomscope.js";
import { STATES } from "./states.js";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

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
        await expect(page.getByTestId("palette-open")).toBeVisible();
        await reach(oomscope);
        // What still fades in is too faint to read for as long as that takes; what turns for ever is as it is.
        await page.evaluate(() => {
          const ending = document.getAnimations().filter(({ effect }) => Number.isFinite(effect.getComputedTiming().endTime));
          return Promise.allSettled(ending.map(({ finished }) => finished));
        });
        // What lies half under the header would count as too small to press.
        await page.evaluate(() => window.scrollTo(0, 0));
        await expect(oomscope.root).toHaveAttribute("lang", language);
        // The page has no frames: so axe need not open a second page to put together what it found in each.
        const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).withTags(RULES).setLegacyMode();
        const { violations } = await axe.analyze();
        const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.target).join("\n  ")}`);
        expect(found).toEqual([]);
      });
    }
  });
}
