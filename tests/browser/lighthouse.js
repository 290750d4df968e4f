// Lighthouse against the Chromium that all tests use.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

/** Lighthouse's report on a page that is served; the browser is started for it and ended after it. */
export async function audit(address, onlyCategories) {
  const chromeFlags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  const chrome = await launch({ chromePath: process.env.CHROMIUM, chromeFlags });
  try {
    const { lhr } = await lighthouse(address, { port: chrome.port, onlyCategories, logLevel: "error" });
    return lhr;
  } finally {
    await chrome.kill();
  }
}
