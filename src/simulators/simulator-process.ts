/** Part of the simulators: command line, credentials and life of a simulator that runs as a process of its own. */
import { parseArgs } from "node:util";
import { createInterface } from "node:readline";
import type { ClientCredentials } from "./gateway-client.js";

export interface SimulatorOptions {
  readonly port: number;
  /** Base address of the gateway. */
  readonly gateway: string;
  /** File that keeps what the system knows. */
  readonly store: string | undefined;
  /** Undefined when standard input gave none; calls to the gateway are then refused. */
  readonly credentials: ClientCredentials | undefined;
}

export interface Simulator {
  listen(port: number): Promise<number>;
  close(): Promise<void>;
}

/**
 * Runs a simulator until its parent goes away or a signal ends it. Prints one line on standard output when it
 * listens, and tells the parent `{type: "listening", port}` over IPC.
 */
export async function runSimulator(name: string, create: (options: SimulatorOptions) => Simulator): Promise<void> {
  const options = await readOptions();
  const simulator = create(options);
  const port = await simulator.listen(options.port);
  endWith(simulator);
  process.stdout.write(`${name} simulator listening on http://127.0.0.1:${port}\n`);
  process.send?.({ type: "listening", port });
}

async function readOptions(): Promise<SimulatorOptions> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "0" },
      gateway: { type: "string", default: "http://127.0.0.1:8080" },
      store: { type: "string" },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port is "${values.port}"; give 0 to 65535`);
  return {
    port,
    gateway: values.gateway.replace(/\/+$/, ""),
    store: values.store,
    credentials: await readCredentials(),
  };
}

/** One JSON line on standard input, never an argument: arguments can be read by every user of the machine. */
async function readCredentials(): Promise<ClientCredentials | undefined> {
  if (process.stdin.isTTY) return undefined;
  for await (const line of createInterface({ input: process.stdin })) {
    const { clientId, clientSecret } = JSON.parse(line) as Partial<ClientCredentials>;
    if (clientId === undefined || clientSecret === undefined)
      throw new Error("standard input names no clientId and clientSecret");
    return { clientId, clientSecret };
  }
  return undefined;
}

function endWith(simulator: Simulator): void {
  const end = (): void => {
    void simulator.close().finally(() => process.exit(0));
  };
  // An interrupt reaches the whole terminal group; a simulator with a parent waits until the parent has drained.
  process.on("SIGINT", () => {
    if (process.send === undefined) end();
  });
  process.once("SIGTERM", end);
  process.once("disconnect", end);
}
