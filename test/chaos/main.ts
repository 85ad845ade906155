import { randomInt } from "node:crypto";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "../../src/config/project-root.js";
import { migrateEngine } from "../../src/orchestration/dbos/migrate-engine.js";
import { systemClock } from "../../src/kernel/clock.js";
import { withClient } from "../../src/platform/persistence/connect-client.js";
import { EmbeddedPostgres } from "../../src/platform/persistence/embedded-postgres.js";
import { migrate } from "../../src/platform/persistence/migrate.js";
import { makeTemporaryFolder } from "../support/temporary-folder.js";
import { type ChaosPlan, DEFAULT_PLAN } from "./chaos-plan.js";
import { runChaos } from "./chaos-run.js";

/**
 * npm run chaos [-- --orders 200 --kills 8 --workers 2 --faults 20 --seed N]: the large form of chaos.spec.ts, on a
 * database that syncs to disk. Exit code 1 and the seed on any violation; the logs of the run are then kept.
 */
const SEED_MAX = 1_000_000;

const plan = readPlan();
const abort = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => abort.abort(new Error("interrupted")));
const startMs = systemClock.monotonicMs();
const say = (line: string): void =>
  void process.stdout.write(`${((systemClock.monotonicMs() - startMs) / 1000).toFixed(1).padStart(6)}  ${line}\n`);

const cluster = new EmbeddedPostgres(join(projectRoot, ".cache", "chaos-postgres"), systemClock);
const folder = makeTemporaryFolder();
say(
  `seed ${plan.seed}: ${plan.orders} orders, ${plan.kills} kills, ${plan.workers} workers, ${plan.faultPct} % faults`,
);
try {
  const { databaseUrl: adminUrl } = await cluster.start();
  const databaseUrl = await createDatabase(adminUrl);
  const violations = await runChaos(plan, { databaseUrl, folder: folder.path, say, signal: abort.signal });
  if (violations.length > 0) fail(`${violations.length} violations`);
  else {
    folder.remove();
    say("every guarantee held");
  }
} catch (error) {
  fail(abort.signal.aborted ? "interrupted" : String(error instanceof Error ? error.stack : error));
} finally {
  await cluster.stop();
}

function fail(reason: string): void {
  process.exitCode = 1;
  say(`${reason}; seed ${plan.seed}, logs in ${folder.path}`);
}

/** The last run's database is replaced, so that a failed one can be looked into until then. */
async function createDatabase(adminUrl: string): Promise<string> {
  await withClient(adminUrl, async (client) => {
    await client.query("DROP DATABASE IF EXISTS chaos WITH (FORCE)");
    await client.query("CREATE DATABASE chaos TEMPLATE template0");
  });
  const url = new URL(adminUrl);
  url.pathname = "/chaos";
  await migrate(url.href, migrateEngine);
  return url.href;
}

/** The plan of the command line; ends the process with code 2 and a sentence when there is something wrong with it. */
function readPlan(): ChaosPlan {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({ options: { orders: text, kills: text, workers: text, faults: text, seed: text } });
    return {
      orders: integer("orders", values.orders ?? String(DEFAULT_PLAN.orders), 1, 5_000),
      kills: integer("kills", values.kills ?? String(DEFAULT_PLAN.kills), 1, 1_000),
      workers: integer("workers", values.workers ?? String(DEFAULT_PLAN.workers), 1, 8),
      faultPct: integer("faults", values.faults ?? String(DEFAULT_PLAN.faultPct), 1, 60),
      seed: integer("seed", values.seed ?? String(randomInt(SEED_MAX)), 0, SEED_MAX),
    };
  } catch (error) {
    process.stderr.write(`chaos: ${error instanceof Error ? error.message : String(error)}\n`);
    return process.exit(2);
  }
}

function integer(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new RangeError(`--${name} is "${text}"; give a whole number from ${least} to ${most}.`);
}
