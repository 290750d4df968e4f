// The main job: drop what one has of an incident, read what happened, whom to blame, and what to paste.
import { readFileSync } from "node:fs";
import { test, expect } from "./oomscope.js";
import { incident, report } from "./incidents.js";

const leak = incident("leak_map_cache");
const tuning = incident("tuning_churn_gogc100");

function bytes(quantity) {
  const [, number, unit] = /^(\d+)([KMG]i)B?$/.exec(quantity);
  return Number(number) * { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 }[unit];
}

test("a leak: class, cause, culprit, and no GOMEMLIMIT sold as its cure", async ({ oomscope }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await expect(oomscope.verdict).toHaveAttribute("data-class", "leak");
  await expect(oomscope.verdict).toHaveAttribute("data-cause", "heap_growth");
  await expect(oomscope.suspects.first()).toHaveAttribute("data-function", leak.label.culprit_function);
  await expect(oomscope.cards).toHaveCount(leak.heaps.length + 1);
  if (await oomscope.yaml.count()) expect(await oomscope.yaml.innerText()).not.toContain("GOMEMLIMIT");
});

test("tuning: class, cause, and a GOMEMLIMIT at or below nine tenths of the limit", async ({ oomscope }) => {
  await oomscope.open();
  await oomscope.drop(...tuning.heaps, tuning.file("describe.txt"));
  await oomscope.ready();
  await expect(oomscope.verdict).toHaveAttribute("data-class", "tuning");
  await expect(oomscope.verdict).toHaveAttribute("data-cause", "gc_headroom");
  const yaml = await oomscope.yaml.innerText();
  const value = /name: GOMEMLIMIT\s+value: "?([0-9A-Za-z]+)"?/.exec(yaml)?.[1];
  expect(value, yaml).toBeDefined();
  expect(bytes(value)).toBeLessThanOrEqual(0.9 * tuning.label.limit_bytes);
  expect(bytes(value)).toBeGreaterThan(0.5 * tuning.label.limit_bytes);
});

for (const [name, { heaps, file }] of [["leak", leak], ["tuning", tuning]]) {
  test(`the page and the terminal program say the same of a ${name}`, async ({ oomscope }) => {
    const files = [...heaps.slice(0, 2), ...heaps.slice(-2), file("describe.txt")];
    const expected = JSON.parse(report(files));
    await oomscope.open();
    await oomscope.choose(...files);
    await oomscope.ready();
    await expect(oomscope.verdict).toHaveAttribute("data-class", expected.class);
    await expect(oomscope.verdict).toHaveAttribute("data-cause", expected.cause);
    await expect(oomscope.verdict).toHaveAttribute("data-confidence", expected.confidence);
    const suspects = await oomscope.suspects.evaluateAll((shown) => shown.map((suspect) => suspect.dataset.function));
    expect(suspects).toEqual(expected.suspects.map((suspect) => suspect.function));
    const shown = (await oomscope.yaml.count()) ? (await oomscope.yaml.innerText()).trim() : null;
    expect(shown).toBe(expected.yaml?.trim() ?? null);
  });
}

test("the YAML can be saved as it is shown", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...tuning.heaps, tuning.file("describe.txt"));
  await oomscope.ready();
  const saved = await oomscope.saved(page.getByRole("button", { name: "Download" }));
  expect(saved).toContain("GOMEMLIMIT");
  expect(saved.trim()).toBe((await oomscope.yaml.innerText()).trim());
});

test("describe text pasted alone is judged, and the next capture is named", async ({ oomscope }) => {
  await oomscope.open();
  await oomscope.paste(readFileSync(leak.file("describe.txt"), "utf8"));
  await oomscope.ready();
  await expect(oomscope.cards).toHaveAttribute("data-kind", "describe_pod");
  await expect(oomscope.verdict).not.toHaveAttribute("data-confidence", "high");
  await expect(oomscope.page.getByTestId("next-capture").first()).toBeVisible();
});

test("files given one after the other are judged together", async ({ oomscope }) => {
  await oomscope.open();
  await oomscope.drop(leak.file("describe.txt"));
  await oomscope.ready();
  await oomscope.choose(...leak.heaps);
  await expect(oomscope.verdict).toHaveAttribute("data-class", "leak");
  await oomscope.ready();
  await expect(oomscope.cards).toHaveCount(leak.heaps.length + 1);
});

// Rows of a text snapshot are unsampled with an exponential function: it is the same one in wasm and natively.
test("text snapshots give the page and the terminal program the same numbers, to the last digit", async ({ oomscope, page }) => {
  const files = ["heap.1.txt", "heap.5.txt", "heap.8.txt", "describe.txt"].map(leak.file);
  await oomscope.open();
  await oomscope.choose(...files);
  await oomscope.ready();
  await page.getByTestId("export").click();
  expect(await oomscope.saved(page.getByTestId("export-json"))).toBe(report(files));
});
