// The flame graph under fingers, on a screen with three device pixels in a pixel.
import { explore, expect } from "./explorer.js";
import { incident } from "./incidents.js";

const leak = incident("leak_http_body");

/** Fingers on the canvas, at places in pixels from its top left corner; the browser itself makes the events. */
class Fingers {
  constructor(session, box) {
    this.session = session;
    this.box = box;
  }

  static async on(explorer) {
    await explorer.canvas.scrollIntoViewIfNeeded();
    return new Fingers(await explorer.page.context().newCDPSession(explorer.page), await explorer.canvas.boundingBox());
  }

  async send(type, ...places) {
    const touchPoints = places.map(([x, y], id) => ({ x: this.box.x + x, y: this.box.y + y, id }));
    await this.session.send("Input.dispatchTouchEvent", { type, touchPoints });
  }

  /** Both fingers go from their first places to their last. */
  async move(from, to) {
    await this.send("touchStart", from[0]);
    await this.send("touchStart", ...from);
    for (let step = 1; step <= 10; step++) {
      const on = (finger) => [0, 1].map((axis) => from[finger][axis] + ((to[finger][axis] - from[finger][axis]) * step) / 10);
      await this.send("touchMove", ...from.map((_, finger) => on(finger)));
    }
    await this.send("touchEnd");
  }

  async press(place, milliseconds) {
    await this.send("touchStart", place);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await this.send("touchEnd");
  }
}

explore.use({ hasTouch: true, isMobile: true, deviceScaleFactor: 3, viewport: { width: 390, height: 844 } });

explore.beforeEach(async ({ explorer, page }) => {
  await explorer.oomscope.open();
  await explorer.oomscope.choose(leak.heaps.at(-1));
  await explorer.oomscope.ready();
  await explorer.sampleType("alloc_space");
  await explorer.view("flame");
  await expect(explorer.canvas).toBeVisible();
  await page.emulateMedia({ reducedMotion: "reduce" });
});

explore("every device pixel is drawn", async ({ explorer }) => {
  const [drawn, shown] = await explorer.canvas.evaluate((canvas) => {
    const { width, height } = canvas.getBoundingClientRect();
    return [[canvas.width, canvas.height], [width, height]];
  });
  // A canvas may end between two pixels of CSS, and still at one of the screen.
  expect(drawn).toEqual(shown.map((pixels) => Math.round(pixels * 3)));
});

explore("two fingers zoom as they spread, and back as they close", async ({ explorer }) => {
  const whole = await explorer.picture();
  const fingers = await Fingers.on(explorer);
  await fingers.move([[150, 60], [200, 60]], [[60, 60], [300, 60]]);
  expect(await explorer.picture()).not.toBe(whole);
  await fingers.move([[10, 60], [320, 60]], [[150, 60], [180, 60]]);
  expect(await explorer.picture()).toBe(whole);
});

explore("two fingers move the graph and not the page", async ({ explorer, page }) => {
  const fingers = await Fingers.on(explorer);
  await fingers.move([[150, 60], [200, 60]], [[20, 60], [340, 60]]);
  const zoomed = await explorer.picture();
  const scrolled = await page.evaluate(() => scrollY);
  await fingers.move([[100, 100], [200, 100]], [[180, 60], [280, 60]]);
  const moved = await explorer.picture();
  expect(moved).not.toBe(zoomed);
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);
});

explore("a tap selects and zooms, a finger that rests only asks", async ({ explorer, page }) => {
  const fingers = await Fingers.on(explorer);
  const tip = page.getByTestId("flame-tooltip");
  await fingers.press([40, 30], 700);
  await expect(tip).toBeVisible();
  await expect(tip).toContainText("cum ");
  await expect(explorer.selected).toHaveCount(0);
  const name = await tip.locator("code").textContent();
  await fingers.press([40, 30], 30);
  await expect(explorer.selected).toHaveAttribute("data-function", name);
  await expect(page.getByTestId("crumbs")).toBeVisible();
});

explore("the small picture moves the graph", async ({ explorer, page }) => {
  const fingers = await Fingers.on(explorer);
  await fingers.move([[150, 60], [200, 60]], [[20, 60], [340, 60]]);
  const zoomed = await explorer.picture();
  const map = await page.locator(".flame-map").boundingBox();
  await page.touchscreen.tap(map.x + map.width - 20, map.y + 10);
  expect(await explorer.picture()).not.toBe(zoomed);
});
