// The explorer as a test sees it.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test, expect } from "./oomscope.js";

/** The folder of captures and goldens. */
export const fixtures = fileURLToPath(new URL("../fixtures/", import.meta.url));

/** What `go tool pprof` printed: [function, flat, cum] of every row. */
export function golden(name) {
  return printed(`pprof/goldens/${name}.txt`);
}

/** The same of a file of fixtures. */
export function printed(path) {
  const lines = readFileSync(`${fixtures}${path}`, "utf8").split("\n");
  const rows = lines.slice(lines.findIndex((line) => /^\s+flat\s+flat%/.test(line)) + 1).filter(Boolean);
  const bytes = (text) => Number(text.replace(/B$/, ""));
  return rows.map((line) => {
    const [, flat, cum, name] = /^\s*(\S+)\s+\S+\s+\S+\s+(\S+)\s+\S+\s+(.*?)(?: \((?:partial-)?inline\))?$/.exec(line);
    return [name, bytes(flat), bytes(cum)];
  });
}

export class Explorer {
  constructor(oomscope) {
    this.oomscope = oomscope;
    this.page = oomscope.page;
    this.canvas = this.page.getByTestId("flamegraph");
    this.selected = this.page.getByTestId("flame-selected");
    this.chips = this.page.getByTestId("chips").locator("li");
  }

  async open(...files) {
    await this.oomscope.open();
    await this.oomscope.drop(...files);
    await this.oomscope.ready();
  }

  async view(name) {
    await this.page.locator(`[role=tab][data-view=${name}]`).click();
  }

  async sampleType(name) {
    await this.page.getByTestId("sample-type").getByText(name, { exact: true }).click();
    await this.oomscope.ready();
  }

  async filter(name, text) {
    await this.page.getByTestId("filter-name").selectOption({ index: ["focus", "ignore", "hide", "show", "show_from", "tagfocus", "tagignore"].indexOf(name) });
    await this.page.getByTestId("filter-text").fill(text);
    await this.page.getByTestId("filter-apply").click();
    await this.oomscope.ready();
  }

  /** [function, flat, cum] of every row, sorted as goldens are. */
  async rows() {
    const all = await this.oomscope.rows.evaluateAll((rows) => rows.map((row) => [row.dataset.function, Number(row.dataset.flat), Number(row.dataset.cum)]));
    return sorted(all);
  }

  /** Presses a button that saves a file, and gives its path. */
  async save(name) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.page.getByTestId(`save-${name}`).click()]);
    return download.path();
  }

  /** What is painted on the canvas, once nothing moves any more. */
  async picture() {
    const painted = () => this.canvas.evaluate((canvas) => canvas.toDataURL());
    let [before, now] = [null, await painted()];
    while (before !== now) {
      await this.page.waitForTimeout(250);
      [before, now] = [now, await painted()];
    }
    return now;
  }

  /** Clicks the box whose tooltip has this name, as found by moving the pointer over a row of the canvas. */
  async clickBox(name) {
    await this.canvas.evaluate((canvas) => canvas.scrollIntoView({ block: "center" }));
    const box = await this.canvas.boundingBox();
    for (let y = 30; y < box.height; y += 20) {
      for (let x = 4; x < box.width; x += 24) {
        await this.page.mouse.move(box.x + x, box.y + y);
        const tip = this.page.getByTestId("flame-tooltip").locator("code");
        if ((await tip.count()) && (await tip.textContent()) === name) return this.page.mouse.click(box.x + x, box.y + y);
      }
    }
    throw new Error(`no box ${name}`);
  }
}

/** Rows as goldens have them: the largest change of flat first. */
export const sorted = (rows) => rows.sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]) || Math.abs(b[2]) - Math.abs(a[2]) || (a[0] < b[0] ? -1 : 1));

/** A test with an explorer. */
export const explore = test.extend({ explorer: async ({ oomscope }, use) => use(new Explorer(oomscope)) });

export { test, expect };
