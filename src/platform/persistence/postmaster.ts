import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../../kernel/clock.js";
import { commandAs, type PostgresAccount } from "./postgres-account.js";

/** What postmaster.pid says about a running Postgres. */
export interface PostmasterRecord {
  readonly pid: number;
  readonly port: number;
}

/** Nothing of our environment reaches Postgres: neither secrets nor PG* variables that would redirect it. */
export const POSTGRES_ENVIRONMENT = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C", TZ: "UTC" };

const POLL_MS = 20;
const FAST_STOP_MS_MAX = 20_000;
const IMMEDIATE_STOP_MS_MAX = 10_000;

export function readPostmaster(clusterFolder: string): PostmasterRecord | undefined {
  const file = join(clusterFolder, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 ? { pid, port } : undefined;
}

/** The running Postgres of the folder. A pid file left by a crash, even when its number lives again, is not one. */
export function findPostmaster(clusterFolder: string): PostmasterRecord | undefined {
  const record = readPostmaster(clusterFolder);
  return record !== undefined && worksIn(record.pid, clusterFolder) ? record : undefined;
}

/** Removes the pid file of a Postgres that is gone; with a re-used number in it Postgres would refuse to start. */
export function removeStaleRecord(clusterFolder: string): void {
  if (findPostmaster(clusterFolder) === undefined) rmSync(join(clusterFolder, "postmaster.pid"), { force: true });
}

/** Postgres works inside its data folder, which also holds after the folder was moved. */
function worksIn(pid: number, clusterFolder: string): boolean {
  if (!existsSync("/proc/self/cwd")) return commandOf(pid).includes(clusterFolder);
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(clusterFolder);
  } catch {
    return false;
  }
}

function commandOf(pid: number): string {
  return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout;
}

/** A Postgres that was just launched. */
export interface LaunchedPostmaster {
  hasExited(): boolean;
}

/**
 * Starts Postgres in a session of its own: Ctrl-C reaches the whole process group of the terminal, and Postgres
 * must outlive the work that still drains.
 */
export function launchPostmaster(
  account: PostgresAccount,
  program: string,
  clusterFolder: string,
  settings: Readonly<Record<string, string>>,
  logFile: string,
): LaunchedPostmaster {
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const { file, args, options } = commandAs(account, program, ["-D", clusterFolder, ...flags]);
  const log = openSync(logFile, "a", 0o600);
  let exited = false;
  const child = spawn(file, args, {
    ...options,
    cwd: "/",
    detached: true,
    stdio: ["ignore", log, log],
    env: POSTGRES_ENVIRONMENT,
  });
  closeSync(log);
  child.once("exit", () => (exited = true));
  child.once("error", () => (exited = true));
  child.unref();
  return { hasExited: () => exited };
}

/** Ends Postgres cleanly; one that does not follow is ended without a checkpoint, which the next start recovers. */
export async function stopPostmaster(clusterFolder: string, clock: Clock): Promise<void> {
  if (await signalAndWait(clusterFolder, "SIGINT", FAST_STOP_MS_MAX, clock)) return;
  if (await signalAndWait(clusterFolder, "SIGQUIT", IMMEDIATE_STOP_MS_MAX, clock)) return;
  throw new Error(`Postgres in ${clusterFolder} does not stop (process ${findPostmaster(clusterFolder)?.pid})`);
}

async function signalAndWait(
  clusterFolder: string,
  signal: NodeJS.Signals,
  timeoutMs: number,
  clock: Clock,
): Promise<boolean> {
  const record = findPostmaster(clusterFolder);
  if (record === undefined) return true;
  process.kill(record.pid, signal);
  const deadlineMs = clock.monotonicMs() + timeoutMs;
  while (clock.monotonicMs() < deadlineMs) {
    if (!worksIn(record.pid, clusterFolder)) return true;
    await delay(POLL_MS);
  }
  return false;
}
