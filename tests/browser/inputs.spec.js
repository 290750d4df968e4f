// The way to captures, and what a person says of them: names, sides of a change, order; and what more of them change.
import { test, expect } from "./oomscope.js";
import { incident } from "./incidents.js";

const leak = incident("leak_map_cache");

test("the commands follow what is typed, quoted for the shell", async ({ oomscope, page }) => {
  await oomscope.open();
  const captures = page.getByTestId("captures");
  await expect(captures).toContainText("kubectl describe -n NAMESPACE pod/POD");
  await page.getByTestId("reach-namespace").fill("shop");
  await page.getByTestId("reach-pod").fill("api-1; rm -rf /");
  await page.getByTestId("reach-container").fill("it's");
  await page.getByTestId("reach-port").fill("8081");
  await expect(captures).toContainText("kubectl describe -n shop pod/'api-1; rm -rf /' > pod.txt");
  await expect(captures).toContainText(String.raw`-c 'it'\''s' --`);
  await expect(captures).toContainText("8081:8081");
  await page.getByText("No pprof yet?").click();
  await expect(captures.getByText("127.0.0.1:8081")).toBeVisible();
  await page.getByTestId("reach-port").fill("80811");
  await expect(page.getByRole("alert")).toContainText("65535");
  await expect(captures).toContainText("8081:8081");
});

test("after a drop the commands name the container that is judged", async ({ oomscope, page }) => {
  await oomscope.open();
  // With all of these nothing is left to ask for, so that the commands are folded.
  await oomscope.drop(...leak.heaps, ...["describe.txt", "goroutine.first.pb.gz", "goroutine.last.pb.gz"].map(leak.file));
  await oomscope.ready();
  await page.locator(".captures-again summary").first().click();
  const pod = await page.getByTestId("reach-pod").inputValue();
  expect(pod).toMatch(/^sessionsvc-/);
  await expect(page.getByTestId("reach-container")).toHaveValue("sessionsvc");
  await expect(page.getByTestId("captures")).toContainText(`kubectl describe -n shop pod/${pod}`);
});

test("more inputs change the verdict, and the page says what", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(leak.file("describe.txt"));
  await oomscope.ready();
  await expect(page.getByTestId("changes")).toHaveCount(0);
  await oomscope.drop(...leak.heaps);
  await oomscope.ready();
  await expect(page.getByTestId("changes")).toContainText("Verdict");
  await expect(page.getByTestId("changes")).toContainText("Leak");
  await expect(page.getByTestId("live")).toContainText(/Verdict: was Inconclusive, is now Leak\./);
  await expect(page.getByTestId("live")).toContainText("Confidence: was");
});

test("an input that changes nothing is said to change nothing", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await oomscope.paste("what is this");
  await expect(oomscope.cards).toHaveCount(leak.heaps.length + 2);
  await oomscope.ready();
  await expect(page.getByTestId("changes")).toContainText("stay as they were");
});

test("an input is renamed everywhere it is named, until its name is emptied", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  const own = await oomscope.cards.first().getAttribute("data-name");
  await oomscope.cards.first().getByTestId("arrange-open").click();
  await page.getByTestId("rename").fill("first snapshot");
  await page.getByTestId("rename").press("Enter");
  await page.keyboard.press("Escape");
  await expect(oomscope.card("first snapshot")).toHaveCount(1);
  await expect(page.getByTestId("snapshot")).toContainText("first snapshot");
  await oomscope.card("first snapshot").getByTestId("arrange-open").click();
  await page.getByTestId("rename").fill("");
  await page.getByTestId("rename").press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.locator(`[data-name="${own}"]`)).toHaveCount(1);
});

test("inputs that are marked as before and after a change are compared", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await expect(page.getByTestId("compare")).toHaveCount(0);
  for (const [place, side] of [[0, "before"], [leak.heaps.length - 1, "after"]]) {
    await oomscope.cards.nth(place).getByTestId("arrange-open").click();
    await page.getByTestId(`side-${side}`).check();
    await page.keyboard.press("Escape");
    await expect(oomscope.cards.nth(place)).toContainText(`${side} the change`);
  }
  await oomscope.ready();
  await expect(page.getByTestId("compare")).toBeVisible();
});

test("a snapshot becomes the base that others are compared with", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  await oomscope.cards.nth(1).getByTestId("arrange-open").click();
  await page.getByTestId("use-as-base").click();
  await expect(page.locator("#explorer")).toHaveAttribute("data-view", "compare");
  const name = await oomscope.cards.nth(1).getAttribute("data-name");
  await expect(page.getByTestId("base").locator("option:checked")).toContainText(name);
});

test("inputs stand by time when asked to, those without a time last", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(leak.file("describe.txt"), ...leak.heaps);
  await oomscope.ready();
  await page.getByTestId("by-time").click();
  await expect(page.getByTestId("by-time")).toHaveAttribute("aria-pressed", "true");
  const shown = await oomscope.cards.evaluateAll((cards) => cards.map((card) => card.textContent.match(/\d\d:\d\d:\d\dZ/)?.[0] ?? "~"));
  expect(shown).toEqual([...shown].sort());
});

test("growth is drawn and said beside the verdict", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  const growth = page.getByTestId("growth");
  const said = await growth.locator("p").innerText();
  expect(said).toMatch(/^From \S+ [KM]iB to \S+ MiB in .*, over \d+ snapshots\./);
  expect((await growth.getByRole("img").getAttribute("aria-label")).trim()).toBe(said.trim());
  await expect(growth.locator(".line-limit")).toHaveCount(1);
  await growth.getByRole("button").click();
  await expect(page.locator("#explorer")).toHaveAttribute("data-view", "timeline");
});

test("a term is explained on demand, with the person's own numbers, by keyboard too", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.drop(...leak.heaps, leak.file("describe.txt"));
  await oomscope.ready();
  const term = page.locator(".facts [data-term=LiveHeap]");
  await term.focus();
  await page.keyboard.press("Enter");
  const explanation = page.getByRole("dialog", { name: "Live heap" });
  await expect(explanation).toBeVisible();
  const live = await page.locator(".facts > div", { has: page.locator("[data-term=LiveHeap]") }).locator("dd").innerText();
  await expect(explanation).toContainText(live);
  await expect(explanation).toContainText("Often said, not true");
  await page.keyboard.press("Escape");
  await expect(explanation).toBeHidden();
  await expect(term).toBeFocused();
});

test("a setting that a cut-off description does not come to is not called unset", async ({ oomscope, page }) => {
  await oomscope.open();
  await oomscope.paste("Last State:     Terminated\n  Reason:       OOMKilled\n  Exit Code:    137\n");
  await oomscope.ready();
  await expect(page.locator(".facts")).toContainText("not in this text");
  await expect(page.locator(".facts")).not.toContainText("not set");
});
