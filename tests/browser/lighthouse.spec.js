// What Lighthouse says of the page, and that its first words do not wait for the program.
import { audit } from "./lighthouse.js";
import { test, expect } from "./oomscope.js";

test("Lighthouse finds nothing wrong with access and practice, and nothing on the page moves as it loads", async ({ address }) => {
  test.skip(!address.startsWith("http"), "Lighthouse audits what is served");
  test.slow();
  const report = await audit(address, ["accessibility", "best-practices", "performance"]);
  const failed = Object.values(report.audits).filter(({ score, scoreDisplayMode }) => scoreDisplayMode === "binary" && score === 0);
  const inCategory = (name) => report.categories[name].auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => id);
  for (const name of ["accessibility", "best-practices"]) {
    expect(failed.map(({ id }) => id).filter((id) => inCategory(name).includes(id)), name).toEqual([]);
    expect(report.categories[name].score, name).toBe(1);
  }
  expect(report.audits["cumulative-layout-shift"].numericValue).toBe(0);
});

test("the first words are painted before the program is there", async ({ oomscope, page }) => {
  await page.addInitScript(() => {
    WebAssembly.instantiate = () => new Promise(() => {});
  });
  await oomscope.open();
  await expect.poll(() => page.evaluate(() => performance.getEntriesByName("first-contentful-paint").length)).toBe(1);
  await expect(page.getByText("Why was this Go container OOMKilled?")).toBeVisible();
});
