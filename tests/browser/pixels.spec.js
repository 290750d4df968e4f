// The graph on screens with more pixels than CSS has: sharp, and what is pointed at is what is hit.
import { test, expect, Explorer } from "./explorer.js";
import { Oomscope } from "./oomscope.js";
import { incident } from "./incidents.js";

const leak = incident("leak_http_body");
const SERVE = "net/http.(*conn).serve";

/** A browser of its own, started as on a screen with this many pixels: one that only pretends to have them puts what starts
 * between two pixels between two pixels. */
const explore = test.extend({
  ratio: [1, { option: true }],
  explorer: async ({ playwright, launchOptions, ratio, address, locale }, use) => {
    // A width that no ratio divides: the canvas starts and ends between pixels.
    const args = [`--force-device-scale-factor=${ratio}`, "--window-size=1117,871"];
    const browser = await playwright.chromium.launch({ ...launchOptions, args });
    const page = await browser.newPage({ viewport: null, locale });
    const oomscope = new Oomscope(page, address);
    await use(new Explorer(oomscope));
    expect(oomscope.errors, "errors in the browser").toEqual([]);
    await browser.close();
  },
});

/** The canvas in the middle of the window, all of it painted. */
async function shown(explorer) {
  await explorer.open(leak.heaps.at(-1));
  await explorer.sampleType("alloc_space");
  await explorer.view("flame");
  await explorer.canvas.evaluate((canvas) => canvas.scrollIntoView({ block: "center" }));
  await explorer.page.mouse.move(0, 0);
  await explorer.picture();
}

/** The window as the screen shows it, each pixel one of the picture. */
async function screenshot(page) {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "png" });
  return data;
}

for (const ratio of [1, 1.25, 1.5, 2, 3]) {
  explore.describe(`${ratio} device pixels in a pixel`, () => {
    explore.use({ ratio });

    explore(`every pixel of the canvas is one of the screen, at ${ratio}`, async ({ explorer }) => {
      await shown(explorer);
      const screen = await screenshot(explorer.page);
      const { size, wanted, off, total } = await explorer.canvas.evaluate(async (canvas, screen) => {
        const bytes = Uint8Array.from(atob(screen), (letter) => letter.charCodeAt(0));
        const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const copy = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
        copy.drawImage(picture, 0, 0);
        const ratio = devicePixelRatio;
        const box = canvas.getBoundingClientRect();
        const [left, top] = [Math.round(box.left * ratio), Math.round(box.top * ratio)];
        const [width, height] = [canvas.width, Math.min(canvas.height, picture.height - top)];
        const theirs = copy.getImageData(left, top, width, height).data;
        const ours = canvas.getContext("2d").getImageData(0, 0, width, height).data;
        // Corners are rounded on screen.
        const margin = Math.ceil(8 * ratio);
        let [off, total] = [0, 0];
        for (let y = margin; y < height - margin; y++) {
          for (let x = margin; x < width - margin; x++) {
            const at = (y * width + x) * 4;
            total++;
            if (Math.abs(theirs[at] - ours[at]) > 2 || Math.abs(theirs[at + 1] - ours[at + 1]) > 2 || Math.abs(theirs[at + 2] - ours[at + 2]) > 2) off++;
          }
        }
        const wanted = [Math.round(box.right * ratio) - left, Math.round(box.height * ratio)];
        return { size: [canvas.width, canvas.height], wanted, off, total };
      }, screen);
      expect(size).toEqual(wanted);
      expect(total).toBeGreaterThan(100_000);
      expect(off, `of ${total} pixels`).toBe(0);
    });

    explore(`the edges of boxes are sharp, at ${ratio}`, async ({ explorer }) => {
      await shown(explorer);
      // Just above the lower edge of a row there are no letters: from box to gap to box, with nothing in between.
      const mixed = await explorer.canvas.evaluate((canvas) => {
        const ratio = canvas.width / canvas.getBoundingClientRect().width;
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const colour = (x, y) => data.slice((y * canvas.width + x) * 4, (y * canvas.width + x) * 4 + 3).join();
        const ground = colour(canvas.width - 1, canvas.height - 1);
        let [edges, mixed] = [0, 0];
        for (let row = 0; row < 5; row++) {
          const y = Math.round((row + 1) * 20 * ratio) - 3;
          let run = 1;
          for (let x = 1; x < canvas.width; x++) {
            if (colour(x, y) === colour(x - 1, y)) run++;
            else {
              edges++;
              // Only gaps are as narrow as a pixel.
              if (run === 1 && x > 1 && colour(x - 1, y) !== ground) mixed++;
              run = 1;
            }
          }
        }
        return { edges, mixed };
      });
      expect(mixed.edges).toBeGreaterThan(5);
      expect(mixed.mixed).toBe(0);
    });

    explore(`a click hits the box that is seen there, at ${ratio}`, async ({ explorer }) => {
      await shown(explorer);
      const box = await explorer.canvas.boundingBox();
      const text = await explorer.oomscope.saved(explorer.page.getByTestId("save-svg"));
      // Where boxes are drawn, from the picture that is saved; just inside each of their edges is what they stand for.
      const boxes = [...text.matchAll(/<title>([^<]*?): cum[^<]*<\/title><rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)"/g)]
        .map(([, name, ...numbers]) => [name, ...numbers.map(Number)])
        .filter(([, x, y, width]) => x >= 0 && width > 30 && y < 160);
      expect(boxes.length).toBeGreaterThan(5);
      const tip = explorer.page.getByTestId("flame-tooltip").locator("code");
      for (const [name, x, y, width, height] of boxes.slice(0, 8)) {
        for (const [atX, atY] of [[x + 2, y + 2], [x + width - 2, y + 2], [x + 2, y + height - 2], [x + width - 2, y + height - 2]]) {
          await explorer.page.mouse.move(box.x + atX, box.y + atY);
          await expect(tip).toHaveText(name.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
        }
      }
      await explorer.clickBox(SERVE);
      await expect(explorer.selected).toHaveAttribute("data-function", SERVE);
    });
  });
}
