// node bench.js ADDRESS WORK RUNS: opens the page of tests/bench in Chromium and prints what it measured, as JSON.
import { chromium } from "@playwright/test";

const [address, work, runs] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM });
try {
  const page = await browser.newPage();
  await page.goto(address);
  console.log(JSON.stringify(await page.evaluate(([work, runs]) => globalThis.measure(work, runs), [work, Number(runs)])));
} finally {
  await browser.close();
}
