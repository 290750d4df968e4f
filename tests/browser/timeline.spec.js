// Memory over time on a real incident: everything that has a date is drawn, can be hidden, and stands in a table.
import { readFileSync } from "node:fs";
import { explore, expect } from "./explorer.js";
import { incident, report } from "./incidents.js";

const two = incident("leak_two_sites");
/** Captures that were taken together: a heap profile, its text form and the memory files of the cgroup. */
const CAPTURES = [1, 6, 11];
/** The one whose cgroup files are dropped as they are: at the last one the limit was already reached. */
const DROPPED = 1;
/** What a person drops of it. */
const FILES = [...two.heaps, two.file("describe.txt"), two.file(`cgroup.${CAPTURES[DROPPED]}.txt`), two.file("stderr.log")];
const MIB = 1024 * 1024;

const text = (end) => readFileSync(two.file(end), "utf8");
const number = (text, pattern) => Number(pattern.exec(text)[1]);

/** What the cgroup's files said, in bytes, at the time of the heap profile beside them, in milliseconds. */
function readings() {
  const { inputs } = JSON.parse(report(two.heaps));
  return CAPTURES.map((capture) => {
    const { taken_at } = inputs.find(({ name }) => name.endsWith(`heap.${capture}.pb.gz`));
    const files = text(`cgroup.${capture}.txt`);
    return {
      at: Date.parse(taken_at),
      usage: number(files, /memory\.current (\d+)/),
      working_set: number(files, /memory\.current (\d+)/) - number(files, /^inactive_file (\d+)/m),
      rss: number(files, /VmRSS (\d+)/),
      goal: number(text(`heap.${capture}.txt`), /NextGC = (\d+)/),
    };
  });
}

/** The same numbers as Prometheus answers a query for the working set, and as the program's /metrics wrote them. */
function metrics(all) {
  const values = all.map(({ at, working_set }) => [at / 1000, String(working_set)]);
  const result = [{ metric: { __name__: "container_memory_working_set_bytes", pod: "twosites" }, values }];
  const scraped = all.map(({ at, rss, goal }, index) => ({
    name: `metrics.${index}.txt`,
    mimeType: "text/plain",
    buffer: Buffer.from(`go_goroutines 8 ${at}\ngo_memstats_next_gc_bytes ${goal} ${at}\nprocess_resident_memory_bytes ${rss} ${at}\n`),
  }));
  const series = { name: "range.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ status: "success", data: { resultType: "matrix", result } })) };
  return [series, ...scraped];
}

/** Everything of the incident, on its timeline. */
async function everything({ oomscope, explorer, page }) {
  const all = readings();
  await explorer.open(...FILES);
  await oomscope.choose(...metrics(all));
  await oomscope.ready();
  await explorer.view("timeline");
  const view = page.locator("#explorer-view");
  await expect(view.getByTestId("timeline")).toBeVisible();
  return { all, view, button: (name) => view.locator(`[data-testid=series] [data-series=${name}]`) };
}

const SERIES = ["inuse", "rss", "working-set", "usage", "goal", "collections", "limit", "kill", "forecast"];

/** How many marks of each series are drawn. */
const drawn = (view) =>
  view.locator(".chart").evaluate((chart, names) => Object.fromEntries(names.map((name) => [name, chart.querySelectorAll(name === "collections" ? ".collection" : `.line-${name}`).length])), SERIES);

/** The rows of the table: [series, bytes]. */
const table = (view) => view.getByTestId("timeline-table").locator("tbody tr").evaluateAll((rows) => rows.map(({ dataset }) => [dataset.series, dataset.bytes && Number(dataset.bytes)]));

explore("snapshots, memory of the container, goals, collections, limit, kill and forecast are drawn with the files' numbers", async ({ oomscope, explorer, page }) => {
  const { all, view } = await everything({ oomscope, explorer, page });
  const marks = await drawn(view);
  for (const name of SERIES) expect(marks[name], name).toBeGreaterThan(0);
  await expect(view.getByTestId("snapshot-point")).toHaveCount(two.heaps.length);
  const cycles = text("stderr.log").match(/^gc \d+ @/gm).length;
  expect(marks.collections).toBe(cycles);
  const limit = number(text("describe.txt"), /memory:\s+(\d+)Mi/) * MIB;
  await expect(view.getByTestId("limit")).toHaveAttribute("data-bytes", String(limit));

  // The chart is linear: where a point stands follows from where zero and the limit stand.
  const places = await view.locator(".chart").evaluate((chart) => {
    const points = (name) => (chart.querySelector(`polyline.line-${name}`)?.getAttribute("points") ?? "").split(" ").map((point) => point.split(",").map(Number));
    const y = (of) => Number(chart.querySelector(of).getAttribute("y1"));
    return { zero: y(".grid"), limit: y(".line-limit"), working_set: points("working-set"), rss: points("rss"), goal: points("goal") };
  });
  const height = (bytes) => places.zero + ((places.limit - places.zero) * bytes) / limit;
  expect(places.working_set).toHaveLength(all.length);
  for (const [index, reading] of all.entries()) {
    expect(places.working_set[index][1]).toBeCloseTo(height(reading.working_set), 0);
    expect(places.rss[index][1]).toBeCloseTo(height(reading.rss), 0);
  }
  expect(places.goal).toHaveLength(all.length + cycles);
});

explore("the forecast leads from the last snapshot to the limit, at the time the report gives", async ({ oomscope, explorer, page }) => {
  const { view } = await everything({ oomscope, explorer, page });
  const line = view.getByTestId("forecast");
  const { from, to } = await line.evaluate((line) => ({ from: line.x1.baseVal.value, to: line.x2.baseVal.value }));
  expect(to).toBeGreaterThan(from);
  const last = await view.getByTestId("snapshot-point").last().evaluate((point) => point.cx.baseVal.value);
  expect(from).toBeCloseTo(last, 3);
  const { inputs, forecast } = JSON.parse(report(FILES));
  const taken = Math.max(...inputs.filter(({ name }) => name.includes(".heap.")).map(({ taken_at }) => Date.parse(taken_at)));
  const reached = new Date(taken + forecast.seconds_to_limit * 1000);
  const row = view.locator("[data-testid=timeline-table] tr[data-series=forecast] .time");
  const said = Date.parse((await row.textContent()).replace(" ", "T"));
  // The metrics in the page know a little more than the files alone.
  expect(Math.abs(said - reached)).toBeLessThan(5_000);
});

for (const way of ["mouse", "keyboard"]) {
  explore(`each line is hidden and shown by its button, by ${way}, and the others stay where they are in time`, async ({ oomscope, explorer, page }) => {
    const { view, button } = await everything({ oomscope, explorer, page });
    const before = await drawn(view);
    for (const name of SERIES) {
      const press = () => (way === "mouse" ? button(name).click() : button(name).press("Space"));
      await expect(button(name)).toHaveAttribute("aria-pressed", "true");
      await press();
      await expect(button(name)).toHaveAttribute("aria-pressed", "false");
      expect(await drawn(view)).toEqual({ ...before, [name]: 0 });
      expect((await table(view)).filter(([series]) => series === name)).toEqual([]);
      await press();
      expect(await drawn(view)).toEqual(before);
    }
    const at = () => view.getByTestId("kill").evaluate((line) => line.x1.baseVal.value);
    const kill = await at();
    for (const name of ["limit", "forecast", "usage", "rss"]) await button(name).click();
    expect(await at()).toBe(kill);
    await expect(view.getByTestId("snapshot-point")).toHaveCount(two.heaps.length);
  });
}

explore("the table beside the chart has every point, the kill, the limit and the forecast, by time", async ({ oomscope, explorer, page }) => {
  const { all, view } = await everything({ oomscope, explorer, page });
  const rows = await table(view);
  const of = (name) => rows.filter(([series]) => series === name).map(([, bytes]) => bytes);
  expect(of("inuse")).toHaveLength(two.heaps.length);
  // Read twice: once with a time, once as a file without one.
  expect(of("working-set")).toEqual([...all.map(({ working_set }) => working_set), all[DROPPED].working_set]);
  expect(of("rss")).toEqual([...all.map(({ rss }) => rss), all[DROPPED].rss]);
  expect(of("collections")).toHaveLength(text("stderr.log").match(/^gc \d+ @/gm).length);
  expect(of("kill")).toEqual([undefined]);
  expect(of("limit")).toEqual([number(text("describe.txt"), /memory:\s+(\d+)Mi/) * MIB]);
  expect(of("forecast")).toHaveLength(1);
  const times = await view.locator("[data-testid=timeline-table] .time").allTextContents();
  const dated = times.filter((time) => time !== "—");
  expect(dated).toEqual([...dated].sort());
  expect(times.slice(0, dated.length)).toEqual(dated);
  const kill = Date.parse(`${/Finished:\s+(.*)/.exec(text("describe.txt"))[1]}`);
  expect(Date.parse((await view.locator("[data-testid=timeline-table] tr[data-series=kill] .time").textContent()).replace(" ", "T"))).toBe(kill);
});

explore("a snapshot is opened from the chart by mouse and by key, and from the table", async ({ oomscope, explorer, page }) => {
  const { view } = await everything({ oomscope, explorer, page });
  const chosen = page.getByTestId("snapshot").locator("option:checked");
  await view.getByTestId("snapshot-point").nth(2).click();
  await expect(page.locator("#explorer")).toHaveAttribute("data-view", "top");
  await expect(chosen).toContainText("heap.3.pb.gz");
  await explorer.view("timeline");
  await view.getByTestId("snapshot-point").first().focus();
  await page.keyboard.press("Enter");
  await expect(chosen).toContainText("heap.1.pb.gz");
  await explorer.view("timeline");
  await view.locator(".timeline summary").click();
  await view.getByTestId("timeline-table").getByRole("button", { name: /heap\.6\.pb\.gz/ }).click();
  await expect(chosen).toContainText("heap.6.pb.gz");
});

explore("what cgroup files say stands at the edge, as nobody wrote down when it was", async ({ oomscope, explorer, page }) => {
  const { all, view } = await everything({ oomscope, explorer, page });
  const levels = await view.getByTestId("level").evaluateAll((all) => all.map((level) => [level.dataset.quantity, Number(level.dataset.bytes)]));
  expect(levels).toContainEqual(["rss", all[DROPPED].rss]);
  expect(levels).toContainEqual(["usage", all[DROPPED].usage]);
  await expect(view.getByTestId("levels")).toBeVisible();
});

explore("on a phone the letters of the chart are as large as those beside it", async ({ oomscope, explorer, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { view } = await everything({ oomscope, explorer, page });
  const { scale, over } = await view.locator(".chart").evaluate((chart) => {
    const { width, right } = chart.getBoundingClientRect();
    const texts = [...chart.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
    return { scale: width / chart.viewBox.baseVal.width, over: texts.filter((text) => text.left < 0 || text.right > right + 1).length };
  });
  expect(scale).toBeCloseTo(1, 1);
  expect(over).toBe(0);
});
