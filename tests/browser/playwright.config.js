// What the editions have of their own is tried on both: how the page starts, gets its files and its worker, what it keeps, shares and
// prints, and the main job from end to end. All else is the same program drawing the same elements, and is tried on one.
// `cargo xtask test --browser` sets the variables.
import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests with \`cargo xtask test --browser\``);
  return value;
}

const COMMON = [
  "accessible", "bad_input", "commands", "evidence", "explorer", "exports", "fix", "keyboard", "looks", "pixels", "profile", "timeline",
  "touch",
].map((name) => `${name}.spec.js`);
// Pictures that were not made and reviewed yet can't be compared with.
const hasPictures = existsSync(new URL("looks", import.meta.url)) || process.argv.some((word) => word.includes("looks"));

export default defineConfig({
  testDir: ".",
  outputDir: "results",
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  // Two browsers on two cores: a machine that stalls is asked once more, and the list calls such a test flaky.
  retries: 1,
  expect: {
    timeout: 15_000,
    // Another build of Chromium draws edges of letters a little differently; a part that moved or changed colour is more.
    toHaveScreenshot: { maxDiffPixelRatio: 0.01, animations: "disabled", caret: "hide", stylePath: "looks.css" },
  },
  snapshotPathTemplate: "{testDir}/looks/{arg}{ext}",
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    locale: "en-GB",
    launchOptions: { executablePath: required("CHROMIUM") },
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "hosted", testIgnore: hasPictures ? [] : ["looks.spec.js"], use: { address: required("OOMSCOPE_HOSTED") } },
    { name: "one-file", testIgnore: COMMON, use: { address: required("OOMSCOPE_ONE_FILE") } },
  ],
});
