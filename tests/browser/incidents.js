// The labelled incidents of `tests/fixtures/incidents`: real processes killed by a real kernel.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

const folder = fileURLToPath(new URL("../fixtures/incidents/", import.meta.url));

/** `label` is the truth about the incident; `file("heap.1.pb.gz")` is the path of one of its captures. */
export function incident(name) {
  const label = JSON.parse(readFileSync(join(folder, name, "label.json"), "utf8"));
  const file = (end) => join(folder, name, `${name}.${end}`);
  const heaps = readdirSync(join(folder, name))
    .filter((entry) => /\.heap\.\d+\.pb\.gz$/.test(entry))
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }))
    .map((entry) => join(folder, name, entry));
  return { label, file, heaps };
}

/** The JSON document the terminal program prints of these files. */
export function report(files) {
  return execFileSync(process.env.OOMSCOPE_CLI, ["diagnose", "--json", ...files], { encoding: "utf8" });
}
