// Every piece of evidence leads to where it was read.
import { test, expect } from "./oomscope.js";
import { incident } from "./incidents.js";

const leak = incident("leak_map_cache");

test("evidence of a text opens the line it was read from, and Escape leads back", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  const link = page.locator("[data-testid=evidence]", { hasText: "OOMKilled" }).getByRole("button");
  const line = Number(/(\d+)$/.exec(await link.innerText())[1]);
  await link.click();
  const here = page.getByTestId("source-panel").locator("[aria-current=true]");
  await expect(here).toBeInViewport();
  await expect(here).toHaveAttribute("value", String(line));
  await expect(here).toContainText("Terminated");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("source-panel")).toHaveCount(0);
  await expect(link).toBeFocused();
});

test("evidence of a profile shows its function in that profile", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await page.locator("[data-testid=evidence]", { hasText: "of what it allocated is still live" }).getByRole("button").click();
  await expect(oomscope.rows.first()).toHaveAttribute("data-function", leak.label.culprit_function);
  await expect(page.getByTestId("search")).toHaveValue(leak.label.culprit_function);
});
