// What is saved is what is shown: pictures of the graph, the table as text, the filtered profile.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { explore, expect, fixtures, printed, sorted } from "./explorer.js";
import { incident } from "./incidents.js";

const leak = incident("leak_http_body");
const two = incident("leak_two_sites");

/** Fields of comma-separated values (RFC 4180), a list for each line. */
function fields(text) {
  const lines = text.split("\r\n");
  expect(lines.pop()).toBe("");
  return lines.map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain));
}

/** Rows of the table in the order in which they stand, with every number that is behind them. */
const shown = (oomscope) =>
  oomscope.rows.evaluateAll((rows) => rows.map(({ dataset }) => [dataset.function, dataset.flat, dataset.cum, dataset.delta ?? ""]));

for (const { name, files, view, column } of [
  { name: "the table", files: [leak.heaps.at(-1)], view: "top", column: "cum" },
  { name: "the difference", files: [two.heaps[0], two.heaps.at(-1)], view: "compare", column: "delta-cum" },
]) {
  explore(`CSV and JSON have the numbers of ${name}, row by row`, async ({ explorer, oomscope, page }) => {
    await explorer.open(...files);
    await explorer.view(view);
    await page.getByTestId("search").fill("net/http");
    await page.locator(`th[data-column=${column}] button`).click();
    const rows = await shown(oomscope);
    expect(rows.length).toBeGreaterThan(1);
    const delta = (flat, before) => (before === "" || before === null ? "" : String(flat - before));

    const [head, ...csv] = fields(readFileSync(await explorer.save("csv"), "utf8"));
    const at = (line, column) => line[head.indexOf(column)];
    expect(csv.map((line) => [at(line, "function"), at(line, "flat"), at(line, "cum"), delta(at(line, "flat"), at(line, "base_flat"))])).toEqual(rows);

    const json = JSON.parse(readFileSync(await explorer.save("json"), "utf8"));
    expect(json.rows.map((row) => [row.function, String(row.flat), String(row.cum), delta(row.flat, row.base_flat)])).toEqual(rows);
    expect([json.sample_type, json.unit]).toEqual(["inuse_space", "bytes"]);
    // The legend of the table has the total in words; the file in bytes.
    const legend = await page.locator("#explorer-view .table-legend").textContent();
    const mib = Number(/of ([\d.]+) MiB/.exec(legend)[1]);
    expect(json.total / 1024 / 1024).toBeCloseTo(mib, 1);
  });
}

/** What a PNG has in common with the canvas it was made of. */
const compare = (canvas, png) =>
  canvas.evaluate(async (canvas, bytes) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], { type: "image/png" }));
    const copy = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
    copy.drawImage(picture, 0, 0);
    const theirs = copy.getImageData(0, 0, picture.width, picture.height).data;
    const ours = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    const colours = new Set();
    let [other, clear] = [0, 0];
    for (let at = 0; at < theirs.length; at += 4) {
      colours.add(theirs.slice(at, at + 3).join());
      if (theirs[at] !== ours[at] || theirs[at + 1] !== ours[at + 1] || theirs[at + 2] !== ours[at + 2]) other++;
      if (theirs[at + 3] !== 255) clear++;
    }
    return { size: [picture.width, picture.height], canvas: [canvas.width, canvas.height], colours: colours.size, other, clear };
  }, png.toString("base64"));

for (const colorScheme of ["light", "dark"]) {
  explore(`the PNG is the canvas, pixel by pixel, on its own ground, ${colorScheme}`, async ({ explorer, page }) => {
    await page.emulateMedia({ colorScheme });
    await explorer.open(leak.heaps.at(-1));
    await explorer.sampleType("alloc_space");
    await explorer.view("flame");
    await page.getByTestId("search").fill("NewWriterSize");
    await explorer.clickBox("net/http.(*conn).serve");
    await page.mouse.move(0, 0);
    await explorer.picture();
    const png = await compare(explorer.canvas, readFileSync(await explorer.save("png")));
    expect(png.size).toEqual(png.canvas);
    expect(png.size[0]).toBeGreaterThan(500);
    expect(png.other).toBe(0);
    // The picture may be looked at on any ground.
    expect(png.clear).toBe(0);
    expect(png.colours).toBeGreaterThan(10);
  });

  explore(`the SVG has every box of the canvas at its place, in its colour, ${colorScheme}`, async ({ explorer, oomscope, page }) => {
    await page.emulateMedia({ colorScheme });
    await explorer.open(leak.heaps.at(-1));
    await explorer.sampleType("alloc_space");
    await explorer.view("flame");
    await explorer.picture();
    const text = await oomscope.saved(page.getByTestId("save-svg"));
    const compared = await explorer.canvas.evaluate((canvas, text) => {
      const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const at = (x, y) => [...data.slice((Math.floor(y) * canvas.width + Math.floor(x)) * 4).slice(0, 3)];
      const number = (of, name) => Number(of.getAttribute(name));
      const boxes = [...svg.querySelectorAll("rect")].map((rect) => {
        const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => number(rect, name));
        const fill = /^#(..)(..)(..)$/.exec(rect.getAttribute("fill"));
        return { title: rect.parentNode.querySelector("title").textContent, fill: fill?.slice(1).map((two) => parseInt(two, 16)), painted: at(Math.max(x, 0) + 1, y + height - 2), width };
      });
      return { root: svg.nodeName, size: [number(svg, "width"), number(svg, "height")], canvas: [canvas.width, canvas.height], boxes };
    }, text);
    expect(compared.root).toBe("svg");
    expect(compared.size.map(Math.round)).toEqual(compared.canvas);
    expect(compared.boxes.length).toBeGreaterThan(20);
    for (const box of compared.boxes.filter(({ width }) => width >= 4)) {
      // A colour that no other program knows would not match.
      for (const [channel, value] of box.fill.entries()) expect(Math.abs(value - box.painted[channel]), box.title).toBeLessThanOrEqual(1);
    }
    expect(compared.boxes[0].title).toContain("cum");
    expect(text).toContain("bufio.NewWriterSize");
  });
}

explore("the filtered profile is the file that go tool pprof printed as this table", async ({ explorer, oomscope }) => {
  await explorer.open(`${fixtures}pprof/go1.27/heap.2.pb.gz`);
  await explorer.sampleType("alloc_space");
  // The filters of `pprof_exported.rs`, whose file pprof was run on.
  await explorer.filter("focus", String.raw`main\.`);
  await explorer.filter("hide", "keep");
  await explorer.filter("tagignore", "bytes=64kb:");
  const golden = sorted(printed("pprof/exported/heap.filtered.top.txt"));
  await expect.poll(() => explorer.rows()).toEqual(golden);
  const path = await explorer.save("pprof");
  const saved = readFileSync(path);
  expect(gunzipSync(saved).equals(gunzipSync(readFileSync(`${fixtures}pprof/exported/heap.filtered.pb.gz`)))).toBe(true);

  // The terminal program reads it as the same table, and so does the page.
  const read = JSON.parse(execFileSync(process.env.OOMSCOPE_CLI, ["top", "--json", "--sample", "alloc_space", path], { encoding: "utf8" }));
  expect(sorted(read.rows.map(({ name, flat, cum }) => [name, flat, cum]))).toEqual(golden);
  await oomscope.open();
  await oomscope.choose({ name: "filtered.pb.gz", mimeType: "application/gzip", buffer: saved });
  await oomscope.ready();
  await explorer.sampleType("alloc_space");
  expect(await explorer.rows()).toEqual(golden);
});

explore("a profile of a real incident that is saved under each kind of filter reads back as the table on screen", async ({ explorer }) => {
  await explorer.open(leak.heaps.at(-1));
  await explorer.sampleType("alloc_space");
  const all = await explorer.rows();
  for (const [name, text] of [["focus", String.raw`bufio\.`], ["ignore", "dialConn"], ["hide", String.raw`^net/http\.`], ["show", String.raw`^(main|bufio)\.`], ["show_from", String.raw`net/http\.\(\*conn\)\.serve`]]) {
    await explorer.filter(name, text);
    await expect.poll(() => explorer.rows(), { message: name }).not.toEqual(all);
    const rows = await explorer.rows();
    const path = await explorer.save("pprof");
    const read = JSON.parse(execFileSync(process.env.OOMSCOPE_CLI, ["top", "--json", "--sample", "alloc_space", path], { encoding: "utf8" }));
    expect(sorted(read.rows.map(({ name, flat, cum }) => [name, flat, cum])), name).toEqual(rows);
    await explorer.page.getByTestId("reset-filters").click();
  }
});
