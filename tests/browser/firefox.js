// A Firefox without a window, spoken to by its own protocol: Marionette, JSON with its length before it over TCP. Playwright
// brings a Firefox of its own, which can't be downloaded everywhere; this drives the one that is installed.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** A port that is free now. */
async function freePort() {
  const { createServer } = await import("node:net");
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

export class Firefox {
  #waiting = new Map();
  #last = 0;
  #received = Buffer.alloc(0);

  /** Starts the browser with a fresh profile and without a network: all goes to a proxy that isn't there. */
  static async start(program) {
    const profile = mkdtempSync(join(tmpdir(), "oomscope-firefox-"));
    const port = await freePort();
    const preferences = {
      "marionette.port": port,
      "network.proxy.type": 1,
      "network.proxy.http": "127.0.0.1",
      "network.proxy.http_port": 9,
      "network.proxy.ssl": "127.0.0.1",
      "network.proxy.ssl_port": 9,
      "datareporting.policy.dataSubmissionEnabled": false,
      "app.update.enabled": false,
    };
    const lines = Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
    writeFileSync(join(profile, "user.js"), lines.join("\n"));
    const browser = new Firefox();
    browser.profile = profile;
    browser.process = spawn(program, ["--headless", "--marionette", "--no-remote", "--profile", profile], { stdio: "ignore" });
    browser.socket = await Firefox.#connected(port, browser.process);
    browser.socket.on("data", (bytes) => browser.#heard(bytes));
    await browser.ask("WebDriver:NewSession", { capabilities: { alwaysMatch: { pageLoadStrategy: "normal" } } });
    return browser;
  }

  static async #connected(port, process) {
    for (let attempt = 0; attempt < 300 && process.exitCode === null; attempt++) {
      const socket = connect(port, "127.0.0.1");
      const outcome = await Promise.race([once(socket, "connect").then(() => true), once(socket, "error").then(() => false)]).catch(() => false);
      if (outcome) return socket;
      await setTimeout(100);
    }
    throw new Error("Firefox did not start");
  }

  /** Sends a command of WebDriver and gives what it answers. */
  ask(command, parameters = {}) {
    const id = ++this.#last;
    const text = JSON.stringify([0, id, command, parameters]);
    this.socket.write(`${Buffer.byteLength(text)}:${text}`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** Runs a function in the page. */
  async run(script, ...given) {
    const { value } = await this.ask("WebDriver:ExecuteScript", { script: `return (${script})(...arguments)`, args: given });
    return value;
  }

  /** Runs a function in the page until it gives something true. */
  async until(script, ...given) {
    for (let attempt = 0; attempt < 300; attempt++) {
      const value = await this.run(script, ...given);
      if (value) return value;
      await setTimeout(100);
    }
    throw new Error(`Firefox never came to ${script}`);
  }

  #heard(bytes) {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (;;) {
      const colon = this.#received.indexOf(":");
      if (colon < 0) return;
      const end = colon + 1 + Number(this.#received.subarray(0, colon));
      if (this.#received.length < end) return;
      const [, id, error, value] = [].concat(JSON.parse(this.#received.subarray(colon + 1, end)));
      this.#received = this.#received.subarray(end);
      const { resolve, reject } = this.#waiting.get(id) ?? {};
      this.#waiting.delete(id);
      if (error) reject?.(new Error(error.message));
      else resolve?.(value);
    }
  }

  async stop() {
    this.socket?.destroy();
    if (this.process.exitCode === null) {
      this.process.kill();
      await once(this.process, "exit");
    }
    rmSync(this.profile, { recursive: true, force: true });
  }
}
