// How every state of the page looks, against pictures that were reviewed by eye. `cargo xtask test --browser -- looks.spec.js
// --update-snapshots` makes them anew; look at each before it is committed.
import { test, expect } from "./oomscope.js";

/** Desktop and phone, light and dark, both languages: each pair of them is seen, not each of the eight; `views` where those of
    the profile are seen too, whose words are few. */
const SHOWN = [
  { width: 1440, height: 900, theme: "light", language: "en", views: true },
  { width: 1440, height: 900, theme: "dark", language: "zh-Hans" },
  { width: 390, height: 844, theme: "dark", language: "en", views: true },
  { width: 390, height: 844, theme: "light", language: "zh-Hans" },
];

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

const STATES = {
  welcome: async () => {},
  commands: async (oomscope) => oomscope.page.getByTestId("palette-open").click(),
  leak: (oomscope) => example(oomscope, "leak"),
  tuning: (oomscope) => example(oomscope, "tuning"),
  "goroutine-leak": (oomscope) => example(oomscope, "goroutine_leak"),
  "not-oom": (oomscope) => example(oomscope, "probe_kill"),
  open: async (oomscope) => {
    await oomscope.paste("Last State:     Terminated\n  Reason:       OOMKilled\n  Exit Code:    137\n");
    await oomscope.ready();
  },
  error: async (oomscope) => {
    await oomscope.paste("what is this");
    await expect(oomscope.root).toHaveAttribute("data-state", "error");
  },
  share: async (oomscope) => {
    await example(oomscope, "leak");
    await oomscope.page.getByTestId("share-open").click();
    await expect(oomscope.page.getByTestId("share-link")).toHaveValue(/#1\./);
  },
  term: async (oomscope) => {
    await example(oomscope, "leak");
    await oomscope.page.locator(".facts [data-term=LiveHeap]").click();
  },
};

const VIEWS = Object.fromEntries(
  ["top", "flame", "callers", "traces", "tags", "compare", "timeline"].map((name) => [`view-${name}`, (oomscope) => view(oomscope, name)]),
);

for (const { width, height, theme, language, views } of SHOWN) {
  test.describe(`${width} ${theme} ${language}`, () => {
    // The style sheet of the pictures is not the page's: its policy would refuse it.
    test.use({ viewport: { width, height }, colorScheme: theme, bypassCSP: true });
    for (const [name, reach] of Object.entries(views ? { ...STATES, ...VIEWS } : STATES)) {
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
