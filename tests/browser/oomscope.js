// The page as a test sees it: its stable hooks, and the ways to give it files.
import { readFile } from "node:fs/promises";
import { test as base, expect } from "@playwright/test";

export { expect };

export class Oomscope {
  /** Messages the browser wrote as errors: uncaught exceptions, refused connections, policy violations. */
  errors = [];

  constructor(page, address) {
    this.page = page;
    this.address = address;
    this.root = page.locator("html");
    this.cards = page.getByTestId("input-card");
    this.verdict = page.getByTestId("verdict");
    this.suspects = page.getByTestId("suspect");
    this.yaml = page.getByTestId("yaml");
    this.rows = page.getByTestId("top-row");
    this.error = page.getByTestId("error");
    page.on("pageerror", (error) => this.errors.push(String(error)));
    page.on("console", (message) => message.type() === "error" && this.errors.push(message.text()));
  }

  async open() {
    await this.page.goto(this.address);
  }

  /** Drops files or folders of the disk the way a person does: the browser itself makes the events. */
  async drop(...paths) {
    await this.drag(["dragEnter", "dragOver", "drop"], ...paths);
  }

  /** Some of the steps of a drop. */
  async drag(steps, ...paths) {
    const session = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: paths, dragOperationsMask: 1 };
    for (const type of steps) await session.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
    await session.detach();
  }

  async choose(...paths) {
    await this.page.getByTestId("file-input").setInputFiles(paths);
  }

  async paste(text) {
    await this.page.evaluate((pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", pasted);
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }

  /** Waits until everything given is judged and on screen. */
  async ready() {
    await expect(this.root).toHaveAttribute("data-state", "ready", { timeout: 30_000 });
  }

  /** Presses a button that saves a file, and gives the file's text. */
  async saved(button) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), button.click()]);
    return readFile(await download.path(), "utf8");
  }

  /** The card of the input whose name ends like this. */
  card(name) {
    return this.cards.filter({ hasText: name });
  }
}

export const test = base.extend({
  address: ["", { option: true }],

  /** The page, not opened yet; an error in the browser fails the test unless it empties `errors` itself. */
  oomscope: async ({ page, address }, use) => {
    const oomscope = new Oomscope(page, address);
    await use(oomscope);
    expect(oomscope.errors, "errors in the browser").toEqual([]);
  },
});
