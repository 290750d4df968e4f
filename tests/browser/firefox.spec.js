// The one-file edition in Firefox, from disk and without a network.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test, expect } from "./oomscope.js";
import { Firefox } from "./firefox.js";
import { incident } from "./incidents.js";

const leak = incident("leak_map_cache");
const { FIREFOX: program, OOMSCOPE_CLI: cli, OOMSCOPE_ONE_FILE: oneFile } = process.env;

test.skip(({ address }) => address.startsWith("http"), "both editions are one program: the one that opens from disk is tried");
test.skip(!program, "no Firefox is named by the variable FIREFOX");

/** What is on screen, in Firefox. */
const shown = () => {
  const verdict = document.querySelector("[data-testid=verdict]");
  const rows = [...document.querySelectorAll("[data-testid=top-row]")];
  return {
    state: document.documentElement.dataset.state,
    class: verdict?.dataset.class,
    source: verdict?.dataset.source,
    yaml: document.querySelector("[data-testid=yaml]")?.innerText,
    rows: rows.map((row) => [row.dataset.function, row.dataset.flat, row.dataset.cum]),
  };
};
const isDone = () => ["ready", "error"].includes(document.documentElement.dataset.state);

test("a saved report and a link open in Firefox from disk as they do in Chromium", async ({ page }, info) => {
  test.setTimeout(120_000);
  const path = info.outputPath("incident.html");
  const files = [...leak.heaps, leak.file("describe.txt")];
  execFileSync(cli, ["report", "--page", fileURLToPath(oneFile), "-o", path, ...files]);
  const link = execFileSync(cli, ["link", ...files], { encoding: "utf8" }).trim();
  const firefox = await Firefox.start(program);
  try {
    for (const address of [`file://${path}`, oneFile + link]) {
      await page.goto("about:blank");
      await page.goto(address);
      await page.waitForFunction(isDone);
      await firefox.ask("WebDriver:Navigate", { url: "about:blank" });
      await firefox.ask("WebDriver:Navigate", { url: address });
      await firefox.until(isDone);
      const found = await firefox.run(shown);
      expect(found).toEqual(await page.evaluate(shown));
      expect([found.state, found.class]).toEqual(["ready", "leak"]);

      // It is all there to be used, and going back works.
      await firefox.run(() => document.getElementById("tab-flame").click());
      await firefox.until(() => document.querySelector(".flame-view canvas") !== null);
      await firefox.run(() => history.back());
      await firefox.until(() => document.getElementById("tab-top").getAttribute("aria-selected") === "true");
    }
  } finally {
    await firefox.stop();
  }
});
