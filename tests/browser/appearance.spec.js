// The language and the theme: chosen by the browser and the system, changed by a switch, kept for the next visit.
import { test, expect } from "./oomscope.js";
import { incident } from "./incidents.js";

const tuning = incident("tuning_churn_gogc100");
const chinese = /\p{Script=Han}/u;

/** Keeps the program from starting: what is on screen is the page's own. */
function withoutProgram(page) {
  return page.addInitScript(() => {
    WebAssembly.instantiate = () => new Promise(() => {});
  });
}

function ground(page) {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}

function stored(page) {
  return page.evaluate(() => ({ ...localStorage }));
}

test("the switch puts everything into Chinese at once, and the verdict stays what it was", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...tuning.heaps, tuning.file("describe.txt"));
  await oomscope.ready();
  const [yaml, evidence] = [await oomscope.yaml.innerText(), await page.getByTestId("evidence").count()];
  await expect(page.getByRole("heading", { level: 2, name: "Evidence" })).toBeVisible();
  await page.getByTestId("language").focus();
  await page.getByTestId("language").selectOption({ label: "简体中文" });
  await expect(oomscope.root).toHaveAttribute("lang", "zh-Hans");
  await expect(oomscope.verdict.getByRole("heading")).toHaveText(chinese);
  await expect(oomscope.verdict).toHaveAttribute("data-class", "tuning");
  await expect(page.getByTestId("evidence")).toHaveCount(evidence);
  for (const piece of await page.getByTestId("evidence").all()) await expect(piece).toHaveText(chinese);
  for (const heading of await page.getByRole("heading", { level: 2 }).allInnerTexts()) {
    if (heading !== "Profile") expect(heading).toMatch(chinese);
  }
  expect(await oomscope.yaml.innerText()).toBe(yaml);
  await expect(page.getByTestId("language")).toBeFocused();
  await expect(page).toHaveTitle(chinese);
  await page.getByTestId("language").selectOption({ label: "English" });
  await expect(page.getByRole("heading", { level: 2, name: "Evidence" })).toBeVisible();
  expect(await page.locator("main").innerText()).not.toMatch(chinese);
});

test("files dropped after the switch are still read", async ({ oomscope, page }) => {
  await oomscope.open();
  await page.getByTestId("language").selectOption({ label: "简体中文" });
  await oomscope.drop(tuning.file("describe.txt"));
  await oomscope.ready();
  await expect(oomscope.verdict.getByRole("heading")).toHaveText(chinese);
});

test("the language chosen is that of the next visit, from the first screen on", async ({ oomscope, page }) => {
  await oomscope.open();
  await page.getByTestId("language").selectOption({ label: "简体中文" });
  await expect(oomscope.root).toHaveAttribute("lang", "zh-Hans");
  await withoutProgram(page);
  await page.reload();
  await expect(oomscope.root).toHaveAttribute("lang", "zh-Hans");
  await expect(page).toHaveTitle(chinese);
  await expect(page.getByTestId("drop-zone").getByRole("heading")).toHaveText(chinese, { useInnerText: true });
  expect(await page.locator("body").innerText()).not.toContain("Choose files");
});

test.describe("a browser that asks for Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("is answered in Chinese, before and after the program has started", async ({ oomscope, page }) => {
    await oomscope.open();
    await expect(page.getByTestId("language")).toHaveValue("简体中文");
    await expect(oomscope.root).toHaveAttribute("lang", "zh-Hans");
    await expect(page.getByTestId("drop-zone")).toContainText("选择文件");
    await withoutProgram(page);
    await page.reload();
    await expect(page.getByTestId("drop-zone").getByText("选择文件")).toBeVisible();
    await expect(page.getByTestId("drop-zone").getByText("Choose files")).toBeHidden();
  });
});

for (const [theme, scheme] of [["Dark", "light"], ["Light", "dark"]]) {
  test(`the theme ${theme} is shown where the system is ${scheme}, on the next visit before anything is drawn`, async ({ oomscope, page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await oomscope.open();
    const before = await ground(page);
    await page.getByTestId("theme").selectOption({ label: theme });
    await expect(oomscope.root).toHaveAttribute("data-theme", theme.toLowerCase());
    const after = await ground(page);
    expect(after).not.toBe(before);
    await withoutProgram(page);
    await page.reload();
    expect(await ground(page)).toBe(after);
    await page.emulateMedia({ colorScheme: theme.toLowerCase() });
    expect(await ground(page)).toBe(after);
  });
}

test("high contrast is shown when the system asks for it, and when a person does", async ({ oomscope, page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await oomscope.open();
  await expect(oomscope.root).toHaveAttribute("data-contrast", "standard");
  await page.getByTestId("theme").selectOption({ label: "High contrast" });
  await expect(oomscope.root).toHaveAttribute("data-contrast", "more");
  expect(await ground(page)).toBe("rgb(0, 0, 0)");
  await page.getByTestId("theme").selectOption({ label: "System" });
  await expect(oomscope.root).toHaveAttribute("data-contrast", "standard");
  await page.emulateMedia({ contrast: "more" });
  await expect(oomscope.root).toHaveAttribute("data-contrast", "more");
});

test("nothing but the two switches is kept, and only once they were used", async ({ oomscope, page }) => {
  await oomscope.open();
  await expect(page.getByTestId("theme")).toBeVisible();
  expect(await stored(page)).toEqual({});
  await page.getByTestId("theme").selectOption({ label: "Dark" });
  expect(await stored(page)).toEqual({ "oomscope.theme": "dark" });
  await page.getByTestId("language").selectOption({ label: "简体中文" });
  expect(await stored(page)).toEqual({ "oomscope.theme": "dark", "oomscope.language": "zh-Hans" });
});

test("settings that make no sense are passed over", async ({ oomscope, page }) => {
  await page.addInitScript(() => {
    localStorage.setItem("oomscope.language", "toString");
    localStorage.setItem("oomscope.theme", "plaid");
  });
  await oomscope.open();
  await expect(page.getByTestId("language")).toHaveValue("English");
  await expect(page.getByTestId("theme")).toHaveValue("System");
});

test("where the browser keeps nothing, the switches work for the visit", async ({ oomscope, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, "localStorage", {
      get() {
        throw new DOMException("storage is off", "SecurityError");
      },
    });
  });
  await oomscope.open();
  await page.getByTestId("language").selectOption({ label: "简体中文" });
  await expect(page.getByTestId("drop-zone")).toContainText("选择文件");
});
