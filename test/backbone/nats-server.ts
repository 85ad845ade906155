import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { findFreePort } from "../../src/platform/persistence/free-port.js";

/** Why tests with a real NATS server cannot run here; undefined when they can. */
export function natsMissing(): string | undefined {
  try {
    execFileSync("nats-server", ["--version"], { stdio: "ignore" });
    return undefined;
  } catch {
    return "no nats-server is installed";
  }
}

/** A real nats-server with JetStream in a folder, on loopback. */
export class NatsServer {
  #process: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(folder: string): Promise<NatsServer> {
    const server = new NatsServer(folder, await findFreePort());
    await server.start();
    return server;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const args = ["--addr", "127.0.0.1", "--port", String(this.port), "--jetstream", "--store_dir", this.folder];
    this.#process = spawn("nats-server", args, { stdio: "ignore" });
    const connection = await this.connect();
    await connection.close();
  }

  connect(): Promise<NatsConnection> {
    return connect({ servers: this.url.slice("nats://".length), waitOnFirstConnect: true, reconnectTimeWait: 50 });
  }

  /** Ends it at once, as a crash does. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
}
