// The profile itself: the same numbers as `go tool pprof -top`, in all four sample types.
import { test, expect } from "./oomscope.js";
import { incident, report } from "./incidents.js";

const leak = incident("leak_map_cache");
const put = "main.(*SessionCache).Put";

/** Function, flat and cum of the first rows, as plain numbers. */
async function rows(oomscope, count) {
  const all = await oomscope.rows.evaluateAll((shown) => shown.map((row) => [row.dataset.function, Number(row.dataset.flat), Number(row.dataset.cum)]));
  return all.slice(0, count);
}

test("the top table has pprof's flat and cum", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(leak.file("heap.9.pb.gz"));
  await oomscope.ready();
  await expect(oomscope.rows).toHaveCount(6);
  expect(await rows(oomscope, 1)).toEqual([[put, 64665629, 64665629]]);
  expect((await rows(oomscope, 6)).slice(1).map(([, flat, cum]) => [flat, cum])).toEqual(Array(5).fill([0, 64665629]));

  await page.getByTestId("sample-type").getByText("alloc_space").click();
  await expect(oomscope.rows.nth(1)).toHaveAttribute("data-function", "runtime/pprof.writeGoroutineStacks");
  expect(await rows(oomscope, 5)).toEqual([
    [put, 65203667, 65203667],
    ["runtime/pprof.writeGoroutineStacks", 4850786, 5375250],
    ["compress/flate.(*fastGen).addBlock", 3525421, 3525421],
    ["net/http.Header.Clone", 2622168, 2622168],
    ["compress/flate.NewWriter", 2013061, 4919534],
  ]);
});

test("all four sample types can be chosen", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(leak.file("heap.9.pb.gz"));
  await oomscope.ready();
  const first = {
    alloc_objects: ["net/http.Header.Clone", 16881],
    alloc_space: [put, 65203667],
    inuse_objects: [put, 6747],
    inuse_space: [put, 64665629],
  };
  for (const [type, [name, flat]] of Object.entries(first)) {
    const button = page.getByTestId("sample-type").getByText(type);
    await button.click();
    await expect(button).toHaveAttribute("aria-pressed", "true");
    await expect(oomscope.rows.first()).toHaveAttribute("data-function", name);
    await expect(oomscope.rows.first()).toHaveAttribute("data-flat", String(flat));
  }
});

test("the search leaves the functions that hold its text", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(leak.file("heap.9.pb.gz"));
  await oomscope.ready();
  await page.getByTestId("search").fill("servehttp");
  await expect(oomscope.rows).toHaveCount(3);
  await page.getByTestId("search").fill("");
  await expect(oomscope.rows).toHaveCount(6);
});

test("the report can be saved, byte for byte what the terminal program prints", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await page.getByTestId("export").click();
  expect(await oomscope.saved(page.getByTestId("export-json"))).toBe(report([...leak.heaps, leak.file("describe.txt")]));
});
