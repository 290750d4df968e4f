// How every state of the page looks, against pictures that were reviewed by eye. `cargo xtask test --browser -- looks.spec.js
// --update-snapshots` makes them anew; look at each before it is committed.
import { test, expect } from "./oomscope.js";
import { STATES } from "./states.js";

/** Desktop and phone, light and dark, both languages: each pair of them is seen, not each of the eight. */
const SHOWN = [
  { width: 1440, height: 900, theme: "light", language: "en" },
  { width: 1440, height: 900, theme: "dark", language: "zh-Hans" },
  { width: 390, height: 844, theme: "dark", language: "en" },
  { width: 390, height: 844, theme: "light", language: "zh-Hans" },
];

for (const { width, height, theme, language } of SHOWN) {
  test.describe(`${width} ${theme} ${language}`, () => {
    // The style sheet of the pictures is not the page's: its policy would refuse it.
    test.use({ viewport: { width, height }, colorScheme: theme, bypassCSP: true });
    for (const [name, reach] of Object.entries(STATES)) {
      test(`${name} looks as it was reviewed, ${width} px, ${theme}, ${language}`, async ({ oomscope, page }) => {
        await page.addInitScript((language) => localStorage.setItem("oomscope.language", language), language);
        await oomscope.open();
        await expect(page.getByTestId("palette-open")).toBeVisible();
        await reach(oomscope);
        await page.evaluate(() => document.fonts.ready);
        // The address of the page is another one each time, and so are the links in it.
        const mask = [page.getByTestId("share-link"), page.locator(".share-meter")];
        await expect(page).toHaveScreenshot(`${name}-${width}-${theme}-${language}.png`, { mask, maskColor: "#888888" });
      });
    }
  });
}
