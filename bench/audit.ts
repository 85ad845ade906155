import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { projectRoot } from "../src/config/project-root.js";
import { systemClock } from "../src/kernel/clock.js";
import { writeExport } from "../src/platform/audit/export/write-export.js";
import { connectClient } from "../src/platform/persistence/connect-client.js";
import { EmbeddedPostgres } from "../src/platform/persistence/embedded-postgres.js";
import { findFreePort } from "../src/platform/persistence/free-port.js";
import { makeFolder } from "../src/platform/persistence/make-folder.js";
import { migrate } from "../src/platform/persistence/migrate.js";
import { migrateEngine } from "../src/orchestration/public.js";
import { cpuUsOfTree } from "./accept/process-cpu.js";
import { releaseOrders } from "./audit/accept-load.js";
import { makeLog } from "./audit/large-export.js";

/**
 * What the audit costs: the p50 of an accepted release with and without it, in turn in one run on one Postgres with
 * fsync on; then time and memory of the stand-alone verifier. Exit code 1 when a bar is missed.
 */
const ROUNDS = 24;
const SECONDS = 1.5;
const WARM_UP_SECONDS = 5;
const CONNECTIONS = 16;
const COST_PERCENT_MAX = 15;
const ENTRIES = Number(process.argv[2] ?? 1_000_000);
const VERIFY_SECONDS_MAX = 60;
const VERIFY_MEGABYTES_MAX = 300;

const here = dirname(fileURLToPath(import.meta.url));
const clusterFolder = join(projectRoot, ".cache", "bench-postgres");
const cluster = new EmbeddedPostgres(clusterFolder, systemClock);

type VariantName = "on" | "off" | "unsequenced";

interface Variant {
  readonly name: VariantName;
  readonly process: ChildProcess;
  readonly url: string;
  readonly token: string;
  readonly p50s: number[];
  /** Processor time of server and database per request, µs. */
  readonly cpuUs: number[];
}

async function startVariant(name: VariantName, adminUrl: string): Promise<Variant> {
  const database = `bench_${process.pid}_${name}`;
  const client = await connectClient(adminUrl);
  await client.query(`CREATE DATABASE ${database}`);
  await client.end();
  const databaseUrl = new URL(adminUrl);
  databaseUrl.pathname = `/${database}`;
  await migrate(databaseUrl.href, migrateEngine);
  const port = await findFreePort();
  const server = fork(join(here, "audit", "accept-server.js"), [databaseUrl.href, String(port), name], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const token = await Promise.race([firstMessage(server), failure(server, name)]);
  return {
    name,
    process: server,
    url: `http://127.0.0.1:${port}/production-order/v1/orders`,
    token,
    p50s: [],
    cpuUs: [],
  };
}

async function firstMessage(server: ChildProcess): Promise<string> {
  const [token] = (await once(server, "message")) as [string];
  return token;
}

async function failure(server: ChildProcess, name: string): Promise<never> {
  const [code] = (await once(server, "exit")) as [number | null];
  throw new Error(`the server with the audit ${name} ended with ${code ?? "a signal"}`);
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Each round against its neighbour: what else the machine does meanwhile slows both. */
function costOf(variant: Variant | undefined, base: Variant | undefined, figure: "p50s" | "cpuUs"): number {
  const ratios = (variant?.[figure] ?? []).map((value, round) => value / (base?.[figure][round] ?? Number.NaN));
  return (median(ratios) - 1) * 100;
}

/** Of the server and of the cluster, which works for one server at a time. */
function cpuUs(variant: Variant): number {
  const postmaster = readFileSync(join(clusterFolder, "postgres", "postmaster.pid"), "utf8").split("\n", 1)[0];
  return cpuUsOfTree(variant.process.pid ?? 0) + cpuUsOfTree(Number(postmaster));
}

/** Which goes first changes every round, so that a machine that warms up or tires favours nobody. */
async function measureAccept(): Promise<boolean> {
  const { databaseUrl: adminUrl } = await cluster.start();
  const variants: Variant[] = [];
  for (const name of ["on", "unsequenced", "off"] as const) variants.push(await startVariant(name, adminUrl));
  try {
    for (const variant of variants) await releaseOrders(variant, CONNECTIONS, WARM_UP_SECONDS);
    for (let round = 1; round <= ROUNDS; round++) {
      for (const variant of rotated(variants, round)) {
        const startUs = cpuUs(variant);
        const latencies = await releaseOrders(variant, CONNECTIONS, SECONDS);
        variant.p50s.push(median(latencies));
        variant.cpuUs.push((cpuUs(variant) - startUs) / latencies.length);
        const rate = latencies.length / SECONDS;
        console.log(
          `round ${round}  audit ${variant.name.padEnd(3)}  p50 ${median(latencies).toFixed(3)} ms  ${rate.toFixed(0)}/s`,
        );
      }
    }
  } finally {
    for (const variant of variants) variant.process.kill("SIGKILL");
    await cluster.stop();
  }
  const [on, unsequenced, off] = variants;
  for (const { name, p50s, cpuUs: us } of variants) {
    console.log(
      `audit ${name.padEnd(11)}  p50 ${median(p50s).toFixed(3)} ms  processor ${median(us).toFixed(0)} µs a request`,
    );
  }
  const costPercent = costOf(on, off, "p50s");
  console.log(
    `without sequencing ${costOf(unsequenced, off, "p50s").toFixed(1)} %; in processor time ${costOf(on, off, "cpuUs").toFixed(1)} %`,
  );
  console.log(`audit costs ${costPercent.toFixed(1)} % of the p50 of an accept (bar: ${COST_PERCENT_MAX} %)`);
  return costPercent <= COST_PERCENT_MAX;
}

const rotated = <T>(items: readonly T[], by: number): T[] => {
  const first = by % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
};

async function measureVerifier(): Promise<boolean> {
  makeFolder(join(projectRoot, ".cache"));
  const scratch = mkdtempSync(join(projectRoot, ".cache", "bench-audit-"));
  try {
    const folder = join(scratch, "export");
    await writeExport(makeLog(ENTRIES), folder, systemClock.now().toISOString());
    return await runVerifier(folder);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

async function runVerifier(folder: string): Promise<boolean> {
  const startMs = systemClock.monotonicMs();
  const verifier = spawn(process.execPath, [join(folder, "verify.mjs")], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  verifier.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(verifier, "exit") as Promise<[number]>;
  let megabytes = 0;
  let isRunning = true;
  void ended.finally(() => (isRunning = false));
  while (isRunning) {
    megabytes = Math.max(megabytes, peakMegabytes(verifier.pid ?? 0));
    await delay(100);
  }
  const [status] = await ended;
  const seconds = (systemClock.monotonicMs() - startMs) / 1000;
  console.log(output.split("\n", 1)[0]);
  console.log(
    `${ENTRIES} entries verified in ${seconds.toFixed(1)} s with ${megabytes.toFixed(0)} MB (bars: ${VERIFY_SECONDS_MAX} s, ${VERIFY_MEGABYTES_MAX} MB)`,
  );
  return status === 0 && seconds <= VERIFY_SECONDS_MAX && megabytes <= VERIFY_MEGABYTES_MAX;
}

/** Highest resident memory of a process so far, as Linux counts it. */
function peakMegabytes(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

const isAcceptGood = await measureAccept();
const isVerifierGood = await measureVerifier();
if (!isAcceptGood || !isVerifierGood) process.exitCode = 1;
