// The explorer without a mouse: everything a mouse does is done by keys, and shows the same numbers.
import { explore, expect, fixtures, golden, sorted } from "./explorer.js";
import { incident } from "./incidents.js";

const leak = incident("leak_http_body");
const two = incident("leak_two_sites");

/** Leaves whatever has the focus, so that a single key is one of the page's. */
const away = (page) => page.locator("#explorer-title").focus();

/** Chooses an option of a list by its first letters, as one types them. */
async function choose(page, testid, index) {
  const list = page.getByTestId(testid);
  await list.focus();
  await page.keyboard.press("Home");
  for (let step = 0; step < index; step++) await page.keyboard.press("ArrowDown");
}

explore("a filter of each kind is set, taken away, undone and redone by keys alone, with pprof's numbers", async ({ explorer, page }) => {
  await explorer.open(`${fixtures}pprof/go1.27/heap.2.pb.gz`);
  await page.locator("[data-sample-type=alloc_space]").press("Enter");
  await explorer.oomscope.ready();
  const all = await explorer.rows();
  const cases = [
    ["recursive", "focus"],
    ["even|odd", "ignore"],
    [String.raw`main\.(keep|viaInline)$`, "hide"],
    [String.raw`main\.`, "show"],
    [String.raw`main\.load`, "show_from"],
    ["bytes=1kb:64kb", "tag_range"],
    ["bytes=64kb:", "tag_ignore"],
  ];
  for (const [index, [text, file]] of cases.entries()) {
    await choose(page, "filter-name", index);
    await page.keyboard.press("Tab");
    await expect(page.getByTestId("filter-text")).toBeFocused();
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
    await expect.poll(() => explorer.rows(), { message: text }).toEqual(sorted(golden(`filter.${file}`)));
    await away(page);
    await page.keyboard.press("z");
    await expect.poll(() => explorer.rows(), { message: `undo ${text}` }).toEqual(all);
    await page.keyboard.press("Shift+Z");
    await expect(explorer.chips).toHaveCount(1);
    await expect.poll(() => explorer.rows(), { message: `redo ${text}` }).toEqual(sorted(golden(`filter.${file}`)));
    await explorer.chips.getByRole("button").press("Enter");
    await expect.poll(() => explorer.rows(), { message: `without ${text}` }).toEqual(all);
  }
});

explore("a row pivots the graph by key, and the pivot is undone", async ({ explorer, page }) => {
  await explorer.open(leak.heaps.at(-1));
  await page.locator("[data-sample-type=alloc_space]").press("Enter");
  await explorer.oomscope.ready();
  const name = "net/http.(*Transport).dialConn";
  const row = page.locator(`[data-testid=top-row][data-function="${name}"]`);
  const cum = await row.getAttribute("data-cum");
  await row.getByRole("button").press("Enter");
  const pivot = page.getByTestId("peek").locator(".peek-pivot");
  await expect(pivot).toHaveAttribute("data-cum", cum);
  // From the graph, too: the callee below the pivot becomes the next one.
  await explorer.canvas.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const callee = await explorer.selected.getAttribute("data-function");
  expect(callee).not.toBe(name);
  await page.keyboard.press("p");
  await expect(pivot).toHaveAttribute("data-function", callee);
  await away(page);
  await page.keyboard.press("z");
  await expect(pivot).toHaveAttribute("data-function", name);
});

explore("two snapshots are compared by keys alone as pprof -diff_base does", async ({ explorer, page }) => {
  await explorer.open(two.file("heap.1.pb.gz"), two.file("heap.11.pb.gz"));
  await page.locator("[role=tab][aria-selected=true]").focus();
  while ((await page.locator("#explorer").getAttribute("data-view")) !== "compare") await page.keyboard.press("ArrowRight");
  await expect(page.getByTestId("compare-summary")).toBeVisible();
  const changes = () =>
    explorer.oomscope.rows.evaluateAll((rows) => rows.map(({ dataset }) => [dataset.function, Number(dataset.delta), Number(dataset.deltaCum)]).filter(([, flat, cum]) => flat || cum));
  const wanted = sorted(golden("leak_two_sites.diff.inuse_space").filter(([, flat, cum]) => flat || cum));
  await expect.poll(async () => sorted(await changes())).toEqual(wanted);
  // The table is sorted by key, too.
  await page.locator("th[data-column=delta-cum] button").press("Enter");
  const cums = (await changes()).map(([, , cum]) => cum);
  expect(cums).toEqual([...cums].sort((a, b) => b - a));
});

explore("unlike snapshots are refused with the reason, and compared when told to, by keys", async ({ explorer, page }) => {
  const restarted = incident("other_restart");
  await explorer.open(...restarted.heaps);
  await explorer.view("compare");
  await expect(page.getByTestId("compare-summary"), "by default with one of the same process").toBeVisible();
  await expect(page.getByTestId("compare-refused")).toHaveCount(0);
  await choose(page, "base", 1);
  await expect(page.getByTestId("compare-refused")).toContainText("different processes");
  await expect(page.getByTestId("compare-summary")).toHaveCount(0);
  await page.getByTestId("compare-anyway").press("Enter");
  await expect(page.getByTestId("compare-summary")).toBeVisible();
  await expect(page.getByTestId("compare-refused")).toContainText("different processes");
});

explore("the search is reached by its key and its share is that of the box", async ({ explorer, page }) => {
  await explorer.open(leak.heaps.at(-1));
  await page.locator("[data-sample-type=alloc_space]").press("Enter");
  await explorer.oomscope.ready();
  const row = page.locator(`[data-testid=top-row][data-function="bufio.NewWriterSize"]`);
  const share = Number(await row.getAttribute("data-cum"));
  const total = (await explorer.rows()).reduce((sum, [, flat]) => sum + flat, 0);
  await explorer.view("flame");
  await away(page);
  await page.keyboard.press("/");
  await page.keyboard.type("NewWriterSize");
  await expect(page.getByTestId("found")).toContainText(`${((share / total) * 100).toFixed(1)}%`);
});

for (const [index, granularity] of [[1, "files"], [2, "lines"]]) {
  explore(`rows by ${granularity} are those pprof prints`, async ({ explorer, page }) => {
    await explorer.open(`${fixtures}pprof/go1.27/heap.2.pb.gz`);
    await explorer.sampleType("alloc_space");
    await choose(page, "granularity", index);
    const printed = { files: ({ function: name }) => name, lines: ({ function: name, file, line }) => `${name} ${file}:${line}` }[granularity];
    const rows = async () => {
      const all = await explorer.oomscope.rows.evaluateAll((rows) => rows.map(({ dataset }) => ({ ...dataset })));
      return sorted(all.map((row) => [printed(row), Number(row.flat), Number(row.cum)]));
    };
    await expect.poll(rows).toEqual(sorted(golden(`go1.27.heap.2.${granularity}`)));
  });
}

explore("a label's row leaves its samples only, and a frame of a stack pivots", async ({ explorer, page }) => {
  await explorer.open(leak.heaps.at(-1));
  await explorer.view("tags");
  const row = page.locator(".tag-key[data-key=bytes] tr").first();
  const value = Number(await row.getAttribute("data-value"));
  await row.getByRole("button").press("Enter");
  await expect(explorer.chips).toHaveText([/tagfocus.*bytes=/]);
  await explorer.view("top");
  await expect.poll(async () => (await explorer.rows()).reduce((sum, [, flat]) => sum + flat, 0)).toBe(value);
  await explorer.view("traces");
  const trace = page.getByTestId("traces").locator("> li").first();
  const frame = trace.locator(".trace-frames button").first();
  const name = await frame.getAttribute("title");
  await frame.press("Enter");
  await expect(page.getByTestId("peek").locator(".peek-pivot")).toHaveAttribute("data-function", name);
});
