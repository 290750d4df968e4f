// What can't be read gets a card that says what it is and what is wrong, and harms nothing else.
import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { test, expect } from "./oomscope.js";
import { incident } from "./incidents.js";

const leak = incident("leak_map_cache");
const profile = () => readFileSync(leak.heaps[0]);

/** Writes a file into the test's own folder and gives its path. */
function file(info, name, content) {
  const path = info.outputPath(name);
  writeFileSync(path, content);
  return path;
}

/** A file that is large by its length alone. */
function sparse(info, name, length) {
  const path = info.outputPath(name);
  const opened = openSync(path, "w");
  ftruncateSync(opened, length);
  closeSync(opened);
  return path;
}

const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

const bad = {
  "an empty file": { make: (info) => file(info, "empty.pb.gz", ""), says: /empty/i },
  "a truncated gzip": { make: (info) => file(info, "cut.pb.gz", profile().subarray(0, 700)), says: /truncat|cut|incomplete|ends/i },
  "a damaged gzip": {
    make: (info) => {
      const bytes = profile();
      bytes.fill(0x55, 300, 340);
      return file(info, "damaged.pb.gz", bytes);
    },
    says: /damaged|corrupt|gzip/i,
  },
  "a picture": { make: (info) => file(info, "cat.png", png), says: /\S+ \S+/ },
  "a text of something else": { make: (info) => file(info, "poem.txt", "Shall I compare thee\nto a summer's day?\n"), says: /\S+ \S+/ },
  "a file of 2 GiB": { make: (info) => sparse(info, "huge.pb.gz", 2 ** 31), says: /GiB|MiB|large|big/i },
  "an empty folder": {
    make: (info) => {
      const path = info.outputPath("captures");
      mkdirSync(path);
      return path;
    },
    says: /folder/i,
  },
};

for (const [what, { make, says }] of Object.entries(bad)) {
  test(`${what} gets its own card, and what was loaded stays`, async ({ oomscope }, info) => {
    const path = make(info);
    const name = path.split("/").at(-1);
    await oomscope.open();
    await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
    await oomscope.ready();
    await oomscope.drop(path);
    const card = oomscope.card(name);
    await expect(card).toHaveAttribute("data-state", "error");
    await expect(card).toContainText(says);
    await oomscope.ready();
    await expect(oomscope.cards).toHaveCount(leak.heaps.length + 2);
    await expect(oomscope.verdict).toHaveAttribute("data-class", "leak");
  });
}

test("when nothing can be read the page says so, and reads the next file all the same", async ({ oomscope }, info) => {
  await oomscope.open();
  await oomscope.drop(bad["an empty file"].make(info));
  await expect(oomscope.root).toHaveAttribute("data-state", "error");
  await expect(oomscope.error).toBeVisible();
  await oomscope.drop(leak.file("describe.txt"));
  await oomscope.ready();
  await expect(oomscope.verdict).toBeVisible();
  await expect(oomscope.error).toHaveCount(0);
});

test("a dropped folder gives the captures in it", async ({ oomscope, address }, info) => {
  const folder = info.outputPath("captures");
  mkdirSync(folder);
  writeFileSync(info.outputPath("captures/pod.txt"), readFileSync(leak.file("describe.txt")));
  writeFileSync(info.outputPath("captures/heap.pb.gz"), profile());
  await oomscope.open();
  await oomscope.drop(folder);
  if (address.startsWith("file:")) {
    // Chromium lists no folder for a page that was opened from disk; that is said.
    await expect(oomscope.card("captures")).toContainText("folder");
    return;
  }
  await oomscope.ready();
  await expect(oomscope.cards).toHaveCount(2);
  await expect(oomscope.card("pod.txt")).toHaveAttribute("data-kind", "describe_pod");
  await expect(oomscope.card("heap.pb.gz")).toHaveAttribute("data-kind", "heap");
});
