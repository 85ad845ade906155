import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../src/config/project-root.js";

/** An unmodified client of the Pact project. */
export interface PactClient {
  readonly name: string;
  /** Undefined where npm has no binary of it for this machine. */
  readonly command: readonly string[] | undefined;
}

const modules = join(projectRoot, "node_modules");
const TIMEOUT_MS = 120_000;

export const rustClient: PactClient = {
  name: "pact-cli 18.1.2 (Rust)",
  command: existing([process.execPath, join(modules, "@pact-foundation", "pact-cli", "bin", "pact-broker.js")]),
};

export const rubyClient: PactClient = { name: "pact-cli 16.1.7 (Ruby)", command: rubyCommand() };

function rubyCommand(): readonly string[] | undefined {
  const standalone = join(modules, "pact-ruby-client", "standalone");
  const [folder] = existsSync(standalone) ? readdirSync(standalone) : [];
  return folder === undefined ? undefined : existing([join(standalone, folder, "pact", "bin", "pact-broker")]);
}

function existing(command: readonly string[]): readonly string[] | undefined {
  return existsSync(command.at(-1) ?? "") ? command : undefined;
}

/** How a command ended, and everything it said. */
export interface ClientResult {
  readonly exitCode: number | null;
  readonly output: string;
}

/** Runs a client in a process of its own, without telemetry. */
export async function runClient(command: readonly string[], args: readonly string[]): Promise<ClientResult> {
  const [file = "", ...first] = command;
  const child = spawn(file, [...first, ...args], {
    env: {
      PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
      PACT_DO_NOT_TRACK: "true",
      SCARF_ANALYTICS: "false",
      DO_NOT_TRACK: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: TIMEOUT_MS,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { exitCode, output };
}
