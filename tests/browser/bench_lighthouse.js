// What Lighthouse says of the page's speed: `node bench_lighthouse.js ADDRESS RUNS`, with Chromium's path in CHROMIUM. Times are in
// milliseconds, of each run.
import { audit } from "./lighthouse.js";

const [address, runs] = process.argv.slice(2);
const AUDITS = {
  painted: "first-contentful-paint",
  largest: "largest-contentful-paint",
  blocked: "total-blocking-time",
  shift: "cumulative-layout-shift",
};
const printed = { score: [], ...Object.fromEntries(Object.keys(AUDITS).map((name) => [name, []])) };
for (let run = 0; run < Number(runs); run++) {
  const report = await audit(address, ["performance"]);
  printed.score.push(report.categories.performance.score * 100);
  for (const [name, id] of Object.entries(AUDITS)) printed[name].push(report.audits[id].numericValue);
}
console.log(JSON.stringify(printed));
