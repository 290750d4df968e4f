// The worker: a file that kills it costs that file only, and a file that takes long can be taken away.
import { closeSync, ftruncateSync, openSync, writeFileSync } from "node:fs";
import { test, expect } from "./oomscope.js";
import { incident } from "./incidents.js";

const leak = incident("leak_map_cache");

/** Makes every worker of the page die of files called `killer.txt`, the way a panic in the decoder ends it. */
function killers(page) {
  return page.addInitScript(() => {
    const Worker = globalThis.Worker;
    globalThis.Worker = class extends Worker {
      postMessage(message) {
        const add = Array.isArray(message) ? JSON.parse(message[0]).Add : undefined;
        if (add?.name !== "killer.txt" || add.content !== "File") return super.postMessage(message);
        const answer = (data) => this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(data) }));
        answer({ Progress: { job: add.job, step: "Decode", done: 0, total: 1 } });
        setTimeout(() => answer({ Died: { message: "panicked at decode.rs" } }));
      }
    };
  });
}

test("a file that kills the worker gets a card that says so, and what was loaded stays", async ({ oomscope, page }, info) => {
  await killers(page);
  const killer = info.outputPath("killer.txt");
  writeFileSync(killer, "x");
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await oomscope.choose(killer);
  const card = oomscope.card("killer.txt");
  await expect(card).toHaveAttribute("data-state", "error");
  await expect(card).toContainText("bug");
  await oomscope.ready();
  await expect(oomscope.cards).toHaveCount(leak.heaps.length + 2);
  await expect(oomscope.verdict).toHaveAttribute("data-class", "leak");
});

test("a file that takes long shows its progress and can be taken away", async ({ oomscope, page }, info) => {
  const path = info.outputPath("long.bin");
  const opened = openSync(path, "w");
  ftruncateSync(opened, 900 * 2 ** 20);
  closeSync(opened);
  await oomscope.open();
  await oomscope.drop(leak.file("describe.txt"));
  await oomscope.ready();
  await oomscope.choose(path);
  await expect(oomscope.card("long.bin")).toHaveAttribute("data-state", "working");
  await expect(oomscope.card("long.bin").getByRole("progressbar")).toBeVisible();
  await page.getByRole("button", { name: "Remove long.bin" }).click();
  await expect(oomscope.cards).toHaveCount(1);
  await oomscope.ready();
  await expect(oomscope.verdict).toBeVisible();
});
