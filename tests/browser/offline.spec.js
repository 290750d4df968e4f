// The hosted edition without a network, and when a newer one waits.
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test, expect, Oomscope } from "./oomscope.js";
import { incident } from "./incidents.js";

const leak = incident("leak_map_cache");
const dist = fileURLToPath(new URL(".", process.env.OOMSCOPE_ONE_FILE));
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml" };

test.skip(({ address }) => !address.startsWith("http"), "the one-file edition is its own cache");

/** A copy of the built page on a server of its own, which can be changed and stopped. */
async function site() {
  const folder = mkdtempSync(join(tmpdir(), "oomscope-site-"));
  cpSync(dist, folder, { recursive: true });
  const asked = [];
  const server = createServer((request, response) => {
    const name = new URL(request.url, "http://localhost").pathname.slice(1) || "index.html";
    asked.push(name);
    try {
      const bytes = readFileSync(join(folder, name));
      response.writeHead(200, { "Content-Type": types[extname(name)] ?? "application/octet-stream" }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const stop = () => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, asked, stop, address: `http://127.0.0.1:${server.address().port}/` };
}

const controlled = (page) => page.waitForFunction(() => navigator.serviceWorker.controller !== null);

test("every file of the build is kept under a name, or a version, made of its content", async () => {
  const worker = readFileSync(join(dist, "service_worker.js"), "utf8");
  const listed = JSON.parse(worker.match(/const FILES = (\[.*\]);/)[1]).map((name) => (name === "./" ? "index.html" : name));
  const files = readdirSync(dist).filter((name) => name !== "service_worker.js" && !/\.(br|gz)$/.test(name)).sort();
  expect(listed.sort()).toEqual(files);
  const all = createHash("sha256");
  for (const name of files) {
    const bytes = readFileSync(join(dist, name));
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
    const named = name.match(/-([0-9a-f]{16})\./);
    if (named) expect(named[1], name).toBe(hash);
    all.update(name).update(bytes);
  }
  expect(worker).toContain(`const VERSION = "${all.digest("hex").slice(0, 16)}"`);
});

test("after one visit the page starts and works with its server gone", async ({ browser }) => {
  const { address, stop } = await site();
  const context = await browser.newContext();
  const oomscope = new Oomscope(await context.newPage(), address);
  await oomscope.open();
  await controlled(oomscope.page);
  stop();
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await expect(oomscope.verdict).toHaveAttribute("data-class", "leak");
  expect(oomscope.errors).toEqual([]);
  await context.close();
});

test("a newer version waits until it is wanted, and is never mixed with the older one", async ({ browser }) => {
  const { folder, address, asked, stop } = await site();
  const context = await browser.newContext();
  const oomscope = new Oomscope(await context.newPage(), address);
  const { page } = oomscope;
  await oomscope.open();
  await controlled(page);
  await oomscope.drop(leak.file("describe.txt"));
  await oomscope.ready();

  // The next build: another page, and a service worker that says so.
  const change = (name, from, to) => {
    const path = join(folder, name);
    const text = readFileSync(path, "utf8");
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  };
  change("index.html", '<html lang="en"', '<html data-build="next" lang="en"');
  change("service_worker.js", /const VERSION = "[0-9a-f]+"/.exec(readFileSync(join(folder, "service_worker.js"), "utf8"))[0], 'const VERSION = "next"');
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await expect(page.getByTestId("update")).toBeVisible();
  await expect(oomscope.verdict).toBeVisible();

  // Another tab still gets the older version, all of it.
  asked.length = 0;
  const other = await context.newPage();
  await other.goto(address);
  await expect(other.getByTestId("drop-zone").first()).toBeVisible();
  expect(await other.evaluate(() => document.documentElement.dataset.build)).toBeUndefined();
  expect(asked.filter((name) => name !== "service_worker.js")).toEqual([]);
  await other.close();

  await page.getByTestId("update").getByRole("button").click();
  await expect(oomscope.root).toHaveAttribute("data-build", "next");
  await expect(page.getByTestId("update")).toHaveCount(0);
  const stores = await page.evaluate(() => caches.keys());
  expect(stores).toEqual(["oomscope-next"]);
  stop();
  await context.close();
});

test("the system can hand files over: by sharing them with the page, and by opening them with it", async ({ oomscope, page }) => {
  await oomscope.open();
  await controlled(page);
  const manifest = await page.evaluate(async () => (await fetch(document.querySelector("link[rel=manifest]").href)).json());
  const handled = Object.values(manifest.file_handlers[0].accept).flat();
  for (const ending of [".gz", ".txt", ".yaml", ".zip"]) expect(handled).toContain(ending);
  expect(manifest.share_target.method).toBe("POST");

  // What the system does: it posts a form to the page's own address, which the service worker answers.
  const name = manifest.share_target.params.files[0].name;
  const text = readFileSync(leak.file("describe.txt"), "utf8");
  await page.evaluate(
    async ({ action, name, text }) => {
      const form = new FormData();
      form.append(name, new File([text], "describe.txt", { type: "text/plain" }));
      await fetch(action, { method: "POST", body: form });
    },
    { action: manifest.share_target.action, name, text },
  );
  await page.goto(`${oomscope.address}?handed`);
  await oomscope.ready();
  await expect(oomscope.card("describe.txt")).toHaveCount(1);
});
