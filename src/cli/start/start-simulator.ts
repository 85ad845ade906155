import { type ChildProcess, fork } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { EnvironmentError } from "../../config/environment-error.js";
import type { ClientCredentials } from "../credentials-file.js";
import { notice } from "../output.js";

/** What one simulator needs to run. */
export interface SimulatorOptions {
  readonly system: "erp" | "mes";
  readonly port: number;
  readonly gatewayUrl: string;
  /** Folder of its journal and its log. */
  readonly dataDir: string;
  readonly credentials: ClientCredentials;
}

export interface StartedSimulator {
  stop(): Promise<void>;
}

const LISTENING_MS_MAX = 15_000;
const STOP_MS_MAX = 5_000;

/**
 * Starts a simulator as a process of its own, outside our process group: a Ctrl-C must not take the ERP away while
 * the gateway still drains. It ends when the channel to us closes, so a kill -9 of this process ends it too.
 */
export async function startSimulator(options: SimulatorOptions): Promise<StartedSimulator> {
  const logFile = join(options.dataDir, `${options.system}-simulator.log`);
  const log = openSync(logFile, "a", 0o600);
  const child = fork(entryOf(options.system), argumentsOf(options), {
    detached: true,
    execArgv: [],
    stdio: ["pipe", log, log, "ipc"],
  });
  closeSync(log);
  child.stdin?.end(`${JSON.stringify(options.credentials)}\n`);
  if (!(await isListening(child))) {
    child.kill("SIGKILL");
    throw new EnvironmentError(
      `The ${options.system} simulator does not start: ${lastLine(logFile)} (more in ${logFile}).`,
    );
  }
  const onEnd = (): void => notice(`the ${options.system} simulator ended unexpectedly; see ${logFile}`);
  child.once("exit", onEnd);
  return {
    stop: async () => {
      child.removeListener("exit", onEnd);
      await stop(child);
    },
  };
}

function entryOf(system: SimulatorOptions["system"]): string {
  return join(dirname(fileURLToPath(import.meta.url)), "..", "..", "simulators", system, "main.js");
}

/** The secret is not among them, since every user of the machine may see a process's arguments. */
function argumentsOf({ system, port, gatewayUrl, dataDir }: SimulatorOptions): string[] {
  const store = join(dataDir, `${system}-simulator.jsonl`);
  return ["--port", String(port), "--gateway", gatewayUrl, "--store", store];
}

async function isListening(child: ChildProcess): Promise<boolean> {
  return await new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), LISTENING_MS_MAX);
    child.once("message", () => resolve(true));
    child.once("exit", () => resolve(false));
    child.once("error", () => resolve(false));
    for (const event of ["message", "exit", "error"]) child.once(event, () => clearTimeout(timer));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS_MAX);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

function lastLine(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").at(-1) ?? "";
}
