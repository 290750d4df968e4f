// The explorer on real incidents: by mouse and by keyboard, with the numbers of `go tool pprof`.
import { explore, expect, fixtures, golden, sorted } from "./explorer.js";
import { incident } from "./incidents.js";

const leak = incident("leak_http_body");

explore("tables under filters are those pprof prints", async ({ explorer }) => {
  await explorer.open(`${fixtures}pprof/go1.27/heap.2.pb.gz`);
  await explorer.sampleType("alloc_space");
  const cases = [
    ["focus", "recursive", "focus"],
    ["ignore", "even|odd", "ignore"],
    ["hide", String.raw`main\.(keep|viaInline)$`, "hide"],
    ["show", String.raw`main\.`, "show"],
    ["show_from", String.raw`main\.load`, "show_from"],
    ["tagfocus", "bytes=1kb:64kb", "tag_range"],
    ["tagignore", "bytes=64kb:", "tag_ignore"],
  ];
  for (const [name, text, file] of cases) {
    await explorer.filter(name, text);
    await expect(explorer.chips).toHaveCount(1);
    await expect.poll(() => explorer.rows(), { message: `${name}=${text}` }).toEqual(sorted(golden(`filter.${file}`)));
    await explorer.page.getByTestId("reset-filters").click();
  }
});

explore("filters are set, taken away, undone and redone, by keyboard too, and errors are said in place", async ({ explorer, page }) => {
  await explorer.open(leak.heaps.at(-1));
  await explorer.sampleType("alloc_space");
  const all = await explorer.rows();
  const text = page.getByTestId("filter-text");
  await text.fill("((");
  await expect(page.getByTestId("filter-error")).toContainText("unclosed group");
  await expect(page.getByTestId("filter-apply")).toBeDisabled();
  await text.fill(String.raw`bufio\.`);
  await expect(page.getByTestId("filter-error")).toBeEmpty();
  await text.press("Enter");
  await expect(explorer.chips).toHaveText([/focus.*bufio/]);
  await expect.poll(async () => (await explorer.rows()).length).toBeLessThan(all.length);
  const focused = await explorer.rows();
  await page.locator("#explorer-title").focus();
  await page.keyboard.press("z");
  await expect(explorer.chips).toHaveCount(0);
  await expect.poll(() => explorer.rows()).toEqual(all);
  await page.keyboard.press("Shift+Z");
  await expect.poll(() => explorer.rows()).toEqual(focused);
  await explorer.chips.getByRole("button").click();
  await expect.poll(() => explorer.rows()).toEqual(all);
  await explorer.filter("focus", "nobody_is_called_this");
  await expect(page.getByTestId("unmatched")).toContainText("focus");
});

explore("a filter changes the rows of the table in place", async ({ explorer, page }) => {
  await explorer.open(leak.heaps.at(-1));
  await explorer.sampleType("alloc_space");
  const rows = explorer.oomscope.rows;
  const names = () => rows.evaluateAll((all) => all.slice(0, 5).map((row) => row.dataset.function));
  const before = await names();
  const marked = await rows.nth(2).evaluateHandle((row) => row);
  await explorer.filter("hide", String.raw`^runtime\.|^bufio\.`);
  await expect.poll(names).not.toEqual(before);
  expect(await marked.evaluate((row) => [row.isConnected, row === document.querySelectorAll("[data-testid=top-row]")[2]])).toEqual([true, true]);
  await expect(page.getByTestId("unmatched")).toHaveCount(0);
});

explore("only the own module is left by one press", async ({ explorer, page }) => {
  await explorer.open(leak.heaps.at(-1));
  await explorer.sampleType("alloc_space");
  await page.getByTestId("only-mine").click();
  await expect.poll(async () => (await explorer.rows()).every(([name]) => name.startsWith("main."))).toBe(true);
  expect((await explorer.rows()).length).toBeGreaterThan(1);
});

explore("a click zooms into a box, buttons and keys zoom and go back", async ({ explorer, page }) => {
  await explorer.open(leak.heaps.at(-1));
  await explorer.sampleType("alloc_space");
  await explorer.view("flame");
  const whole = await explorer.picture();
  await explorer.clickBox("net/http.(*conn).serve");
  await expect(explorer.selected).toHaveAttribute("data-function", "net/http.(*conn).serve");
  await expect(page.getByTestId("crumbs").locator("li")).toHaveCount(2);
  await page.mouse.move(0, 0);
  expect(await explorer.picture()).not.toBe(whole);
  await page.getByTestId("zoom-reset").click();
  await explorer.canvas.focus();
  await page.keyboard.press("+");
  const zoomed = await explorer.picture();
  await page.keyboard.press("d");
  expect(await explorer.picture()).not.toBe(zoomed);
  await page.keyboard.press("0");
  const box = await explorer.canvas.boundingBox();
  await page.mouse.move(box.x + 100, box.y + 150);
  const before = await explorer.picture();
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -400);
  await page.keyboard.up("Control");
  expect(await explorer.picture()).not.toBe(before);
});

explore("the keyboard walks the graph and says where it is", async ({ explorer, page }) => {
  await explorer.open(leak.heaps.at(-1));
  await explorer.sampleType("alloc_space");
  await explorer.view("flame");
  await explorer.canvas.focus();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowRight"]) await page.keyboard.press(key);
  const name = "net/http.(*conn).serve";
  await expect(explorer.selected).toHaveAttribute("data-function", name);
  await expect(page.locator("#flame-selected-words")).toContainText(`${name}: cum`);
  await page.keyboard.press("f");
  await expect(explorer.chips).toHaveText([/focus/]);
  await page.getByTestId("undo").click();
  await expect(explorer.chips).toHaveCount(0);
});

explore("a row pivots: callers and callees add up", async ({ explorer, page }) => {
  await explorer.open(leak.heaps.at(-1));
  await explorer.sampleType("alloc_space");
  const name = "net/http.(*Transport).dialConn";
  const row = page.locator(`[data-testid=top-row][data-function="${name}"]`);
  const cum = Number(await row.getAttribute("data-cum"));
  await row.getByRole("button").click();
  const pivot = page.getByTestId("peek").locator(".peek-pivot");
  await expect(pivot).toHaveAttribute("data-function", name);
  await expect(pivot).toHaveAttribute("data-cum", String(cum));
  const sum = (side) => page.getByTestId(side).locator("tr").evaluateAll((rows) => rows.reduce((all, row) => all + Number(row.dataset.value), 0));
  expect(await sum("callers")).toBe(cum);
  expect((await sum("callees")) + Number(await pivot.getAttribute("data-flat"))).toBe(cum);
  await expect(explorer.canvas).toBeVisible();
  await page.getByTestId("callers").getByRole("button").first().click();
  await expect(pivot).toHaveAttribute("data-function", "net/http.(*Transport).dialConnFor");
});

explore("a search counts its matches and dims the rest", async ({ explorer, page }) => {
  await explorer.open(leak.heaps.at(-1));
  await explorer.sampleType("alloc_space");
  await explorer.view("flame");
  const before = await explorer.picture();
  await page.getByTestId("search").fill("NewWriterSize");
  await expect(page.getByTestId("found")).toContainText("20.3%");
  expect(await explorer.picture()).not.toBe(before);
  await page.getByTestId("search").fill("");
  await expect(page.getByTestId("found")).toHaveCount(0);
  expect(await explorer.picture()).toBe(before);
});

explore("two snapshots are compared as pprof -diff_base does", async ({ explorer, page }) => {
  const two = incident("leak_two_sites");
  await explorer.open(two.file("heap.1.pb.gz"), two.file("heap.11.pb.gz"));
  await explorer.view("compare");
  await expect(page.getByTestId("compare-summary")).toBeVisible();
  const changes = await explorer.oomscope.rows.evaluateAll((rows) =>
    rows.map((row) => [row.dataset.function, Number(row.dataset.delta), Number(row.dataset.deltaCum)]).filter(([, flat, cum]) => flat || cum));
  expect(sorted(changes)).toEqual(sorted(golden("leak_two_sites.diff.inuse_space").filter(([, flat, cum]) => flat || cum)));
  await expect(page.getByTestId("legend")).toContainText("doubled or more");
  await expect(explorer.canvas).toBeVisible();
});

explore("callers, stacks and labels show the difference from a chosen base", async ({ explorer, page }) => {
  const two = incident("leak_two_sites");
  await explorer.open(two.file("heap.1.pb.gz"), two.file("heap.11.pb.gz"));
  await page.getByTestId("base").selectOption({ index: 1 });
  await explorer.oomscope.ready();
  const golden = 66_794_293; // `go tool pprof -peek` with -diff_base: goldens_peek/diff_inuse.txt
  const row = page.locator(`[data-testid=top-row][data-function="main.main.func1"]`);
  await expect(row).toHaveAttribute("data-delta-cum", String(golden));
  const total = await explorer.oomscope.rows.evaluateAll((rows) => rows.reduce((sum, row) => sum + Number(row.dataset.delta), 0));
  await row.getByRole("button").click();
  const peek = page.getByTestId("peek");
  await expect(peek.locator(".peek-pivot")).toHaveAttribute("data-cum", String(golden));
  await expect(peek.locator(".peek-pivot .grew").first()).toContainText("+");
  const callees = await page.getByTestId("callees").locator("tr").evaluateAll((rows) => rows.map((row) => [row.dataset.function, Number(row.dataset.value)]));
  expect(callees).toEqual([["main.(*Mailer).Send", 48_300_480], ["main.(*Dedupe).Mark", 18_493_813]]);
  await expect(explorer.canvas).toBeVisible();
  const sum = (rows) => rows.evaluateAll((all) => all.reduce((all, row) => all + Number(row.dataset.value), 0));
  await explorer.view("traces");
  await expect(page.getByTestId("traces").locator("> li").first()).toHaveAttribute("data-value", "48300480");
  expect(await sum(page.getByTestId("traces").locator("> li"))).toBe(total);
  await explorer.view("tags");
  await expect(page.locator(".tag-key[data-key=bytes]")).toBeVisible();
  expect(await sum(page.locator(".tag-key[data-key=bytes] tr"))).toBe(total);
});

explore("unlike snapshots are compared only when told to, with the reason", async ({ explorer, page }) => {
  const changed = incident("other_rate_changed");
  await explorer.open(...changed.heaps);
  await explorer.view("compare");
  await expect(page.getByTestId("compare-summary"), "by default with one that is alike").toBeVisible();
  await page.getByTestId("base").selectOption({ index: 1 });
  await expect(page.getByTestId("compare-refused")).toContainText(/rate|process/);
  await expect(page.getByTestId("compare-summary")).toHaveCount(0);
  await page.getByTestId("compare-anyway").click();
  await expect(page.getByTestId("compare-summary")).toBeVisible();
  await expect(page.getByTestId("compare-refused")).toContainText(/rate|process/);
});

explore("stacks and labels add up to the whole profile", async ({ explorer, page }) => {
  await explorer.open(leak.heaps.at(-1));
  const total = (await explorer.rows()).reduce((sum, [, flat]) => sum + flat, 0);
  const sum = (rows) => rows.evaluateAll((all) => all.reduce((all, row) => all + Number(row.dataset.value), 0));
  await explorer.view("traces");
  await expect(page.getByTestId("traces")).toBeVisible();
  expect(await sum(page.getByTestId("traces").locator("> li"))).toBe(total);
  await explorer.view("tags");
  await expect(page.locator(".tag-key[data-key=bytes]")).toBeVisible();
  expect(await sum(page.locator(".tag-key[data-key=bytes] tr"))).toBe(total);
});

explore("keys choose views and list themselves", async ({ explorer, page }) => {
  await explorer.open(leak.heaps.at(-1));
  await page.locator("#explorer-title").focus();
  await page.keyboard.press("2");
  await expect(explorer.canvas).toBeVisible();
  await page.locator("#explorer-title").focus();
  await page.keyboard.press("?");
  await expect(page.getByTestId("keys")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("keys")).toHaveCount(0);
  await page.locator("#explorer-title").focus();
  await page.keyboard.press("/");
  await expect(page.getByTestId("search")).toBeFocused();
});

explore("boxes have their own colours where motion is unwelcome, too", async ({ explorer, page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await explorer.open(leak.heaps.at(-1));
  await explorer.sampleType("alloc_space");
  await explorer.view("flame");
  await explorer.picture();
  const colours = await explorer.canvas.evaluate((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const counts = new Map();
    for (let at = 0; at < data.length; at += 4) if (data[at + 3]) counts.set(data.slice(at, at + 3).join(), (counts.get(data.slice(at, at + 3).join()) ?? 0) + 1);
    return [...counts.values()].filter((count) => count > 500).length;
  });
  expect(colours).toBeGreaterThan(3);
});

explore("the graph is drawn in the page's colours, light and dark, and follows a change", async ({ explorer, page }) => {
  await explorer.open(leak.heaps.at(-1));
  await explorer.view("flame");
  const corner = () => explorer.canvas.evaluate((canvas) => [...canvas.getContext("2d").getImageData(4, 4, 1, 1).data.slice(0, 3)]);
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(async () => Math.min(...(await corner()))).toBeGreaterThan(180);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(async () => Math.max(...(await corner()))).toBeLessThan(110);
});
