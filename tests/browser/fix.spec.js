// The fix: what to do and what to mind, settings tried on paper, the change in every form, and whether it helped.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test, expect } from "./oomscope.js";
import { incident } from "./incidents.js";

const leak = incident("leak_map_cache");
const churn = incident("tuning_churn_gogc100");
const undersized = incident("undersized_live90");

/** Opens the page and gives it an incident. */
async function give(oomscope, { heaps, file }, ...more) {
  await oomscope.open();
  await oomscope.drop(...heaps, file("describe.txt"), ...more);
  await oomscope.ready();
}

/** The rows of a list of facts, by name. */
function facts(list) {
  return list.evaluate((dl) => Object.fromEntries([...dl.querySelectorAll("div")].map((row) => [row.querySelector("dt").innerText, row.querySelector("dd").innerText])));
}

/** Everything the what-if panel shows. */
async function shown(panel) {
  return {
    facts: await facts(panel.getByTestId("what-if-forecast")),
    bar: await panel.locator(".budget-bar rect").evaluateAll((parts) => parts.map((part) => `${part.getAttribute("class")} ${part.getAttribute("width")}`)),
    yaml: await panel.getByTestId("what-if-yaml").innerText(),
  };
}

/** Types a number into the field of a slider. */
async function slide(panel, name, value) {
  await panel.getByTestId(name).fill(String(value));
}

test("the plan says what to do now, next and later, and what to mind", async ({ oomscope, page }) => {
  await give(oomscope, leak);
  const plan = page.getByTestId("plan");
  await expect(plan.getByRole("heading", { level: 3 })).toHaveText(["Now", "Next", "Later", /.+/]);
  await expect(plan).toContainText("kubectl patch -n");
  await expect(plan).toContainText("--subresource resize");
  await expect(plan).toContainText(leak.label.culprit_function);
  await expect(plan.locator(".traps")).toContainText("sessionsvc is guessed");
});

test("a pod that needs no change gets no plan to change it", async ({ oomscope, page }) => {
  await give(oomscope, incident("plateau_warmup"));
  await expect(oomscope.yaml).toHaveCount(0);
  await expect(page.getByTestId("plan").getByText("kubectl patch")).toHaveCount(0);
});

test("limit, GOMEMLIMIT, GOGC and headroom change bar, forecast and YAML at once, and reset goes back", async ({ oomscope, page }) => {
  await give(oomscope, churn, churn.file("stderr.log"), churn.file("cgroup.9.txt"));
  const panel = page.getByTestId("what-if");
  await panel.locator("summary").first().click();
  const start = await shown(panel);
  expect(start.yaml).toBe(await oomscope.yaml.innerText());
  expect(Object.keys(start.facts)).toEqual(expect.arrayContaining(["GOMEMLIMIT", "Peak", "GC CPU", "Collections a second"]));
  const reset = panel.getByTestId("what-if-reset");
  await expect(reset).toBeDisabled();

  const tries = [
    ["what-if-limit", 512, { yaml: /memory: "512Mi"/, facts: ["GOMEMLIMIT", "GC CPU", "Collections a second"] }],
    ["what-if-gomemlimit", 70, { yaml: /GOMEMLIMIT"?\s+value: "69MiB"/, facts: ["GOMEMLIMIT", "GC CPU", "Collections a second"] }],
    ["what-if-gogc", 50, { yaml: /GOGC"?\s+value: "50"/, facts: ["Peak"] }],
    ["what-if-headroom", 50, { facts: ["GC CPU", "Collections a second"] }],
  ];
  for (const [name, value, changes] of tries) {
    await slide(panel, name, value);
    await expect(reset).toBeEnabled();
    const now = await shown(panel);
    expect(now.bar, `${name}: bar`).not.toEqual(start.bar);
    for (const fact of changes.facts) expect(now.facts[fact], `${name}: ${fact}`).not.toBe(start.facts[fact]);
    if (changes.yaml) expect(now.yaml, name).toMatch(changes.yaml);
    await reset.click();
    expect(await shown(panel), `${name}: reset`).toEqual(start);
    await expect(reset).toBeDisabled();
  }
});

test("what-if answers the same on a page opened from a link", async ({ oomscope, page, address }) => {
  await give(oomscope, churn, churn.file("stderr.log"));
  const panel = page.getByTestId("what-if");
  const tried = async () => {
    await panel.locator("summary").first().click();
    const start = await shown(panel);
    await slide(panel, "what-if-limit", 512);
    await expect(panel.getByTestId("what-if-yaml")).toContainText("512Mi");
    return [start, await shown(panel)];
  };
  const expected = await tried();
  await page.getByTestId("share-open").click();
  const link = page.getByTestId("share-link");
  await expect(link).toHaveValue(/#1\./);
  const made = await link.inputValue();
  await page.goto("about:blank");
  await page.goto(address + made.slice(made.indexOf("#")));
  await oomscope.ready();
  await expect(oomscope.verdict).toHaveAttribute("data-source", "link");
  expect(await tried()).toEqual(expected);
});

test("a what-if that will be killed or thrash says so, and a request under the limit is written", async ({ oomscope, page }) => {
  await give(oomscope, churn, churn.file("stderr.log"), churn.file("cgroup.9.txt"));
  const panel = page.getByTestId("what-if");
  await panel.locator("summary").first().click();
  const verdict = panel.getByTestId("what-if-verdict");
  const fine = await verdict.innerText();
  await slide(panel, "what-if-gomemlimit", 0);
  await expect(verdict).not.toHaveText(fine);
  await expect(verdict).toHaveClass(/over/);
  await slide(panel, "what-if-gomemlimit", 45);
  await expect(verdict).not.toHaveText(fine);
  await slide(panel, "what-if-limit", 400);
  await panel.getByRole("checkbox").check();
  await expect(panel.getByTestId("what-if-yaml")).toContainText(/limits:\s+memory: "400Mi"/);
  await expect(panel.getByTestId("what-if-yaml")).toContainText(/requests:\s+memory: "380Mi"/);
  await expect(panel.getByTestId("what-if-traps")).toContainText("The request goes from 49 MiB to 380 MiB for each replica");
});

test("a range is moved with the arrow keys and takes the number with it", async ({ oomscope, page }) => {
  await give(oomscope, undersized);
  const panel = page.getByTestId("what-if");
  await panel.locator("summary").first().click();
  const number = panel.getByTestId("what-if-limit");
  const before = Number(await number.inputValue());
  await panel.locator(".slider", { has: page.getByTestId("what-if-limit") }).locator("input[type=range]").focus();
  await page.keyboard.press("ArrowRight");
  await expect(number).toHaveValue(String(before + 1));
  await expect(panel.getByTestId("what-if-yaml")).toContainText(`"${before + 1}Mi"`);
});

test("the change is written as patch, manifest and kustomization, each copied as it stands", async ({ oomscope, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await give(oomscope, undersized);
  const forms = page.getByTestId("form");
  await expect(forms.locator("option")).toHaveCount(3);
  const seen = new Set();
  for (const [index, wanted] of [/^# kubectl patch/, /kind: Deployment/, /kind: Kustomization/].entries()) {
    await forms.selectOption({ index });
    await expect(oomscope.yaml).toContainText(wanted);
    const text = await oomscope.yaml.innerText();
    seen.add(text);
    await page.getByTestId("copy-yaml").click();
    expect(await page.evaluate(() => navigator.clipboard.readText()), "copied").toBe(text);
    const saved = await oomscope.saved(page.locator(".fix .yaml", { has: oomscope.yaml }).getByRole("button").last());
    expect(saved.trimEnd()).toBe(text.trimEnd());
  }
  expect(seen.size).toBe(3);
  await expect(page.locator(".fix")).toContainText("kubectl set resources");
  await expect(page.locator(".fix")).toContainText("kubectl set env");
});

test("each kubectl command has a copy button of its own", async ({ oomscope, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await give(oomscope, undersized);
  const commands = page.locator(".fix .code-block");
  await expect(commands).toHaveText([/^kubectl set env -n \S+ deployment\/\S+ -c \S+ GOMEMLIMIT=\d+MiB/, /^kubectl set resources -n \S+ deployment\/\S+ -c \S+ --limits=memory=\d+Mi/]);
  for (const command of await commands.all()) {
    const text = await command.locator("code").innerText();
    const copy = command.getByRole("button");
    await expect(copy).toHaveCount(1);
    await copy.click();
    await expect(copy).toContainText("Copied");
    expect(await page.evaluate(() => navigator.clipboard.readText()), "copied").toBe(text);
  }
});

const manifest = `# Checkout's own hands: do not sort.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: OWNER   # as in the cluster
  namespace: NAMESPACE
spec:
  replicas: 3
  template:
    spec:
      containers:
      - image: 'registry.example/app:1'  # pinned
        name: CONTAINER
        resources:
          limits: {cpu: "2", memory: LIMITMi} # tight
`;

/** A manifest of the Deployment that a described pod belongs to. */
function own(info, { file, label }) {
  const text = readFileSync(file("describe.txt"), "utf8");
  const owner = /Controlled By:\s+ReplicaSet\/(\S+)-[^-\s]+/.exec(text)[1];
  const namespace = /Namespace:\s+(\S+)/.exec(text)[1];
  const container = /^Containers:\n {2}(\S+):/m.exec(text)[1];
  const written = manifest.replace("OWNER", owner).replace("NAMESPACE", namespace).replace("CONTAINER", container).replace("LIMIT", String(label.limit_bytes / 2 ** 20));
  const path = info.outputPath("deployment.yaml");
  writeFileSync(path, written);
  return { path, written, owner };
}

test("a person's own manifest comes back with the needed lines changed, and names the Deployment", async ({ oomscope, page }, info) => {
  await give(oomscope, undersized);
  await expect(page.getByTestId("plan").locator(".traps")).toContainText("is guessed");
  const mine = own(info, undersized);
  await oomscope.drop(mine.path);
  await oomscope.ready();
  await expect(page.getByTestId("plan").locator(".traps")).not.toContainText("is guessed");
  await expect(oomscope.yaml).not.toContainText("# ?");
  const card = page.getByTestId("manifest");
  const lines = await card.locator("pre span").allInnerTexts();
  const came = lines.filter((line) => line.startsWith("+"));
  const went = lines.filter((line) => line.startsWith("-"));
  expect(went.join(""), "only the line with the limit").toMatch(/^- +limits: \{cpu: "2", memory: \d+Mi\} # tight\s*$/);
  expect(came.join("")).toContain("# tight");
  const edited = await oomscope.saved(card.getByRole("button").last());
  const kept = edited.split("\n").filter((line) => mine.written.split("\n").includes(line));
  expect(kept.length, "every other line stands as it was").toBe(mine.written.split("\n").length - 1);
  expect(edited).toContain("GOMEMLIMIT");
});

/** Writes captures into a folder of this name and gives the folder around it. */
function side(info, name, files) {
  const folder = info.outputPath("run", name);
  mkdirSync(folder, { recursive: true });
  for (const [file, bytes] of Object.entries(files)) writeFileSync(join(folder, file), bytes);
  return join(folder, "..");
}

/** The incident's pod with the recommended settings, as it stands after a day without a kill. */
function calm(text) {
  const quiet = text.replace(/ {4}Last State:[\s\S]*?(?= {4}Ready:)/, "").replace(/Restart Count: +\d+/, "Restart Count:  0").replace(/(Start Time: +|Started: +)Sat, 21/g, "$1Fri, 20");
  return quiet.replace("memory:  128Mi", "memory:  180Mi").replace("Environment:  <none>", "Environment:\n      GOMEMLIMIT:  160MiB");
}

test("captures from before and after the change give a table and what it amounts to", async ({ oomscope, page, address }, info) => {
  test.skip(!address.startsWith("http"), "Chromium keeps a page opened from disk from reading dropped folders");
  const text = readFileSync(undersized.file("describe.txt"), "utf8");
  const heaps = Object.fromEntries(undersized.heaps.map((path, at) => [`heap.${at}.pb.gz`, readFileSync(path)]));
  side(info, "before", { "pod.txt": text, ...heaps });
  const run = side(info, "after", { "pod.txt": calm(text), ...heaps });
  await oomscope.open();
  await oomscope.drop(run);
  await oomscope.ready();
  const table = page.getByTestId("compare");
  await expect(table.getByRole("row", { name: /Restarts a day/ }).getByRole("cell").last()).toHaveText("0");
  await expect(table.getByRole("row", { name: /Memory limit/ }).getByRole("cell")).toHaveText(["128 MiB", "180 MiB"]);
  await expect(table.getByRole("row", { name: /GOMEMLIMIT/ }).getByRole("cell")).toHaveText(["–", "160 MiB"]);
  await expect(table.locator(".outcome")).toHaveClass(/fixed/);
});

test("a pod that is killed again after the change is not yet fixed", async ({ oomscope, page, address }, info) => {
  test.skip(!address.startsWith("http"), "Chromium keeps a page opened from disk from reading dropped folders");
  const text = readFileSync(undersized.file("describe.txt"), "utf8");
  side(info, "before", { "pod.txt": text });
  const run = side(info, "after", { "pod.txt": text.replace("memory:  128Mi", "memory:  150Mi") });
  await oomscope.open();
  await oomscope.drop(run);
  await oomscope.ready();
  await expect(page.getByTestId("compare").locator(".outcome")).toHaveClass(/not_yet/);
});

test("files in memory that fill the limit: the volume's medium is what to change, the limit stays, and the other way is named", async ({ oomscope, page }) => {
  const file = (end) => fileURLToPath(new URL(`../incidents/tmpfs_spool/tmpfs_spool.${end}`, import.meta.url));
  await give(oomscope, { heaps: [1, 4, 8].map((number) => file(`heap.${number}.pb.gz`)), file }, file("cgroup.end.txt"), file("dmesg.txt"));
  await expect(oomscope.verdict).toHaveAttribute("data-cause", "tmpfs");
  const settings = page.locator(".settings");
  await expect(settings.locator(".setting.keep")).toContainText("Memory limit");
  await expect(settings.locator(".setting.remove")).toContainText("Medium (Memory) of volume spool");
  await expect(settings.locator(".setting.remove")).toContainText("sizeLimit");
  expect(await oomscope.yaml.innerText()).toMatch(/volumes:\s+- name: "spool"\s+emptyDir:\s+medium: ""/);
});
