import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { Client } from "pg";

/** Milliseconds of processor time so far: of the gateway, and of the connections it has to the database. */
export interface ProcessorTime {
  readonly serverMs: number;
  /** Not a number where the system has no `/proc`. */
  readonly databaseMs: number;
}

const CONNECTIONS = `
  SELECT pid FROM pg_stat_activity
  WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`;

/** Reads what the gateway and its connections have used. A connection that ends takes its time with it. */
export async function readProcessorTime(server: ChildProcess, database: Client): Promise<ProcessorTime> {
  server.send("cpu");
  const [{ cpuMs: serverMs }] = (await once(server, "message")) as [{ cpuMs: number }];
  const { rows } = await database.query<{ pid: number }>(CONNECTIONS);
  return { serverMs, databaseMs: rows.reduce((sum, { pid }) => sum + processMs(pid), 0) };
}

/** The first figure is the time on a processor in nanoseconds; `/proc/<pid>/stat` counts in hundredths of a second. */
function processMs(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ", 1)[0]) / 1e6;
  } catch {
    return Number.NaN;
  }
}
