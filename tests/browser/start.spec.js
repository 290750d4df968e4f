// Before the wasm runs, and when it, or the worker, doesn't.
import { mkdirSync } from "node:fs";
import { test, expect } from "./oomscope.js";
import { incident } from "./incidents.js";

const leak = incident("leak_map_cache");

test("the first screen says what to do before the program has started", async ({ oomscope, page }) => {
  await page.addInitScript(() => {
    WebAssembly.instantiate = () => new Promise(() => {});
  });
  await oomscope.open();
  await expect(oomscope.root).toHaveAttribute("data-state", "empty");
  await expect(page.getByTestId("drop-zone")).toContainText("kubectl describe pod");
  await expect(page.getByTestId("file-input")).toBeAttached();
});

/** Keeps the program from starting until `release()` is called on the page. */
function hold(page) {
  return page.addInitScript(() => {
    const instantiate = WebAssembly.instantiate;
    const released = new Promise((release) => (globalThis.release = release));
    WebAssembly.instantiate = async (...given) => {
      await released;
      return instantiate(...given);
    };
  });
}

for (const way of ["drop", "choose"]) {
  test(`files given by ${way} before the program has started are kept`, async ({ oomscope, page }) => {
    await hold(page);
    await oomscope.open();
    await oomscope[way](...leak.heaps, leak.file("describe.txt"));
    await expect(oomscope.root).toHaveAttribute("data-state", "working");
    await page.evaluate(() => globalThis.release());
    await oomscope.ready();
    await expect(oomscope.cards).toHaveCount(leak.heaps.length + 1);
    await expect(oomscope.verdict).toHaveAttribute("data-class", "leak");
  });
}

test("a folder dropped before the program has started is kept", async ({ oomscope, page }, info) => {
  mkdirSync(info.outputPath("captures"));
  await hold(page);
  await oomscope.open();
  await oomscope.drop(info.outputPath("captures"));
  await page.evaluate(() => globalThis.release());
  await expect(oomscope.card("captures")).toContainText("folder");
});

test("files held over the page while the program starts can still be dropped", async ({ oomscope, page }) => {
  await hold(page);
  await oomscope.open();
  await oomscope.drag(["dragEnter", "dragOver"], leak.file("describe.txt"));
  const first = await page.getByTestId("drop-zone").elementHandle();
  await page.evaluate(() => globalThis.release());
  await page.waitForFunction((element) => !element.isConnected, first);
  await oomscope.drag(["drop"], leak.file("describe.txt"));
  await oomscope.ready();
  await expect(oomscope.cards).toHaveCount(1);
});

test("a verdict is reached where the browser allows no worker", async ({ oomscope, page }) => {
  await page.addInitScript(() => {
    globalThis.Worker = class {
      constructor() {
        throw new DOMException("workers are off", "SecurityError");
      }
    };
  });
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await expect(oomscope.verdict).toHaveAttribute("data-class", "leak");
});

test("a verdict is reached where the worker breaks as it starts", async ({ oomscope, page }) => {
  await page.addInitScript(() => {
    const Worker = globalThis.Worker;
    globalThis.Worker = class extends Worker {
      constructor() {
        super(URL.createObjectURL(new Blob(["throw new Error('broken worker')"])));
      }
    };
  });
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await expect(oomscope.verdict).toHaveAttribute("data-class", "leak");
});

test("a wasm that can't be compiled is said, not a dead page", async ({ oomscope, page }) => {
  await page.addInitScript(() => {
    const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = (bytes, imports) => instantiate(bytes.slice(0, 1000), imports);
  });
  await oomscope.open();
  await expect(oomscope.error).toBeVisible();
  await expect(oomscope.error).toContainText("could not start");
  await expect(oomscope.root).toHaveAttribute("data-state", "error");
});

test("a program that dies says so, not a dead page", async ({ oomscope, page }) => {
  await page.addInitScript(() => {
    const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = async (...given) => {
      const made = await instantiate(...given);
      globalThis.wasmMemory = made.instance.exports.memory;
      return made;
    };
  });
  await oomscope.open();
  await oomscope.drop(leak.file("describe.txt"));
  await oomscope.ready();
  await page.evaluate(() => new Uint8Array(globalThis.wasmMemory.buffer).fill(0xff));
  await oomscope.drop(leak.heaps[0]);
  await expect(oomscope.root).toHaveAttribute("data-state", "error");
  await expect(oomscope.error).toBeVisible();
  await expect(oomscope.error).toContainText("Reload");
  oomscope.errors = [];
});

test("a file picker opened before the program has started still gives its files", async ({ oomscope, page }) => {
  await hold(page);
  await oomscope.open();
  const [picker] = await Promise.all([page.waitForEvent("filechooser"), page.getByText("Choose files").click()]);
  const first = await page.getByTestId("drop-zone").elementHandle();
  await page.evaluate(() => globalThis.release());
  await page.waitForFunction((element) => !element.isConnected, first);
  await picker.setFiles(leak.file("describe.txt"));
  await oomscope.ready();
  await expect(oomscope.cards).toHaveCount(1);
});
