// The examples: real incidents that are part of the page, for someone who has no files at hand.
import { test, expect } from "./oomscope.js";

const EXAMPLES = {
  leak: { class: "leak", cause: "heap_growth" },
  tuning: { class: "tuning", cause: "gc_headroom" },
  goroutine_leak: { class: "leak", cause: "goroutine_leak" },
  probe_kill: { class: "not_oom", cause: "probe_kill" },
};

for (const [name, verdict] of Object.entries(EXAMPLES)) {
  test(`the example ${name} is judged on one click`, async ({ oomscope, page }) => {
    await oomscope.open();
    await page.locator(`[data-testid=example][data-example=${name}]`).click();
    await oomscope.ready();
    await expect(oomscope.verdict).toHaveAttribute("data-class", verdict.class);
    await expect(oomscope.verdict).toHaveAttribute("data-cause", verdict.cause);
    await expect(oomscope.verdict).toHaveAttribute("data-confidence", "high");
  });
}

test("the examples work without a network", async ({ oomscope, page, context }) => {
  await oomscope.open();
  const example = page.getByTestId("example").first();
  await expect(example).toBeVisible();
  await context.setOffline(true);
  await example.click();
  await oomscope.ready();
  await expect(oomscope.verdict).toHaveAttribute("data-class", "leak");
});
