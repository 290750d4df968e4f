// The report on paper.
import { test, expect } from "./oomscope.js";
import { incident } from "./incidents.js";

/** Pages of a PDF, as its page tree counts them. */
const pages = (pdf) => Math.max(...[...pdf.toString("latin1").matchAll(/\/Type\s*\/Pages\b[^>]*?\/Count (\d+)|\/Count (\d+)[^>]*?\/Type\s*\/Pages\b/g)].map((found) => Number(found[1] ?? found[2])));

for (const name of ["leak_map_cache", "tuning_churn_gogc100", "gleak_chan_block"]) {
  test(`${name} prints to two pages with its verdict and its patch, and no control`, async ({ oomscope, page }) => {
    const { heaps, file } = incident(name);
    await oomscope.open();
    await oomscope.drop(...heaps, file("describe.txt"));
    await oomscope.ready();
    // Paper is light, whatever the screen is.
    await page.evaluate(() => globalThis.oomscope.setTheme("dark"));
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const [ink] = await page.locator("#headline").evaluate((shown) => getComputedStyle(shown).color.match(/\d+/g).map(Number));
    expect(ink).toBeLessThan(100);
    expect(pages(await page.pdf({ preferCSSPageSize: true }))).toBe(2);
    await expect(page.locator("#headline")).toBeVisible();
    await expect(oomscope.yaml.first()).toBeVisible();
    // What can be explained on screen is a button there; on paper its words are the label of a number.
    await expect(page.locator(".facts .term[data-term=MemoryLimit]")).toBeVisible();
    await expect(page.getByTestId("evidence").first()).toBeVisible();
    for (const hook of ["share-open", "top-row", "open-link", "keep", "file-input"]) {
      await expect(page.getByTestId(hook).filter({ visible: true }), hook).toHaveCount(0);
    }
  });
}
