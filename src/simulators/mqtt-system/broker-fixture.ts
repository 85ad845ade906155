/** Part of the tests: a private Mosquitto broker on the loopback interface. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const BINARY = ["/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto"].find((path) =>
  existsSync(path),
);

/** Why the tests with a broker are skipped; false where Mosquitto is installed. */
export const brokerIsMissing: string | false =
  BINARY === undefined ? "mosquitto is not installed (Debian package mosquitto)" : false;

export class Broker {
  readonly #folder = mkdtempSync(join(tmpdir(), "mosquitto-"));
  #child: ChildProcess | undefined;
  #port = 0;

  get url(): string {
    return `mqtt://127.0.0.1:${this.#port}`;
  }

  /** Starts the broker, or starts it again on the same port. */
  async start(): Promise<void> {
    if (BINARY === undefined) throw new Error("mosquitto is not installed");
    if (this.#port === 0) this.#port = await freePort();
    const file = join(this.#folder, "mosquitto.conf");
    writeFileSync(file, `listener ${this.#port} 127.0.0.1\nallow_anonymous true\npersistence false\nlog_type error\n`);
    this.#child = spawn(BINARY, ["-c", file], { stdio: "ignore" });
    await this.#untilItListens();
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true });
  }

  async #untilItListens(): Promise<void> {
    for (let attempt = 0; attempt < 200; attempt++) {
      const socket = connect(this.#port, "127.0.0.1");
      const isOpen = await once(socket, "connect").then(
        () => true,
        () => false,
      );
      socket.destroy();
      if (isOpen) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error("mosquitto does not listen");
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
