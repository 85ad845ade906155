import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readConfiguration } from "../src/config/configuration.js";
import { projectRoot } from "../src/config/project-root.js";
import { systemClock } from "../src/kernel/clock.js";
import { openAuditLog } from "../src/platform/audit/open-audit-log.js";
import { connectClient } from "../src/platform/persistence/connect-client.js";
import { EmbeddedPostgres } from "../src/platform/persistence/embedded-postgres.js";
import { openDatabase } from "../src/platform/persistence/open-database.js";
import { createClientStore } from "../src/platform/security/public.js";
import { AccessTokenSource } from "../src/cli/access-token.js";
import { prepareDatabase } from "./matrix/databases.js";
import { countWrongAnswers } from "./matrix/false-yes.js";
import { type Figure, measure, throughput } from "./matrix/figures.js";
import { fleetSize, matrixRows } from "./matrix/fleet-size.js";
import { type ProcessorTime, readProcessorTime } from "./matrix/processor-time.js";
import { publishInParallel } from "./matrix/publishers.js";
import { measuredQuestions } from "./matrix/questions.js";
import { Registry } from "./matrix/registry.js";

/**
 * Measures the registry of consumer contracts on 1.17 million generated rows, with `--growth` also on ten times as many,
 * and with `--publishers <seconds>` sixteen publishers at once. Every figure is of a gateway process with access control
 * and audit. `--quick` uses the rows of the run before again and asks less, for work on the registry; on a shared machine
 * read its processor time only. Exits 1 when a goal is missed, an answer is wrong or a publication fails.
 */
const PUBLISHERS = 16;
const GROWTH_MAX = 1.5;
const ANSWERS_PER_SECOND_MIN = 300;
/** Rows of earlier runs may be there, so what this one makes is named after it. */
const RUN = systemClock.now().getTime().toString(36);
const CLIENT = `bench-matrix-${RUN}`;

const { values: options } = parseArgs({
  options: {
    growth: { type: "boolean", default: false },
    publishers: { type: "string", default: "5" },
    quick: { type: "boolean", default: false },
  },
});
const throughputSeconds = options.quick ? 2 : 5;
const here = dirname(fileURLToPath(import.meta.url));
const cluster = new EmbeddedPostgres(join(projectRoot, ".cache", "bench-matrix-postgres"), systemClock, {
  max_wal_size: "4GB",
  shared_buffers: "512MB",
});
const folder = mkdtempSync(join(tmpdir(), "interlock-matrix-"));

try {
  const { databaseUrl: adminUrl } = await cluster.start();
  const small = await run(adminUrl, 1);
  if (options.growth) report(small, await run(adminUrl, 10));
} finally {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function run(adminUrl: string, growth: 1 | 10): Promise<readonly Figure[]> {
  const databaseUrl = await prepareDatabase(adminUrl, growth, options.quick);
  say(`${matrixRows(fleetSize(growth)).toLocaleString("en")} rows of contents and provider versions`);
  const secret = await createClient(databaseUrl);
  const { child, url } = await startServer(databaseUrl);
  const client = await connectClient(databaseUrl);
  try {
    const token = await new AccessTokenSource(url, { clientId: CLIENT, clientSecret: secret }, systemClock).token();
    const registry = new Registry(`${url}/pact-broker`, token);
    const figures = await ask(registry, () => readProcessorTime(child, client));
    const { falseYes, falseNo } = await countWrongAnswers(client, registry);
    judge(`180 questions about the fleet: ${falseYes} false yes, ${falseNo} false no`, falseYes + falseNo === 0);
    if (growth === 1) await publishAtOnce(registry);
    return figures;
  } finally {
    await client.end();
    child.kill("SIGKILL");
  }
}

async function ask(registry: Registry, readCpu: () => Promise<ProcessorTime>): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const question of measuredQuestions(registry, RUN)) {
    const count = options.quick ? Math.ceil(question.count / 2) : question.count;
    const figure = await measure({ ...question, count }, readCpu);
    figures.push(figure);
    tell(figure);
  }
  const { perSecond, cpu } = await throughput(registry, throughputSeconds, readCpu);
  const text = `${perSecond.toFixed(0)} answers/s to 8 clients (goal ${ANSWERS_PER_SECOND_MIN}), ${describeCpu(cpu)}`;
  judge(text, perSecond >= ANSWERS_PER_SECOND_MIN);
  return figures;
}

async function createClient(databaseUrl: string): Promise<string> {
  const configuration = { ...readConfiguration({ INTERLOCK_DATA_DIR: folder }), databaseUrl };
  const database = await openDatabase(configuration, () => undefined);
  try {
    const store = createClientStore(systemClock, openAuditLog(configuration, systemClock));
    const grants = [{ role: "contract-architect", plants: "*" as const }];
    const definition = { clientId: CLIENT, name: "Measurement", kind: "SERVICE" as const, grants };
    return (await database.unitOfWork.run((tx) => store.create(tx, definition))).clientSecret;
  } finally {
    await database.close();
  }
}

async function startServer(databaseUrl: string): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const limits = join(folder, "traffic-limits.yaml");
  writeFileSync(limits, `clients:\n  ${CLIENT}: { requestsPerMinute: 0, requestsPerDay: 0 }\n`);
  const child = fork(join(here, "matrix", "server.js"), [databaseUrl, folder, limits], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit").then(() => Promise.reject(new Error("the server ended before it was ready")));
  const [message] = (await Promise.race([once(child, "message"), ended])) as [{ url: string }];
  // It is ended by a signal after the measurement, which is no fault any more.
  ended.catch(() => undefined);
  return { child, url: message.url };
}

async function publishAtOnce(registry: Registry): Promise<void> {
  const seconds = Number(options.publishers);
  const { published, errors } = await publishInParallel(registry, PUBLISHERS, seconds, RUN);
  for (const error of new Set(errors)) say(`  ${error}`);
  judge(
    `${PUBLISHERS} publishers for ${seconds} s: ${published} publications, ${errors.length} errors`,
    errors.length === 0,
  );
}

function report(small: readonly Figure[], large: readonly Figure[]): void {
  for (const [index, { name, p95Ms, cpu }] of large.entries()) {
    const before = small[index] ?? { p95Ms, cpu };
    const growth = p95Ms / before.p95Ms;
    const cpuGrowth = totalMs(cpu) / totalMs(before.cpu);
    const text = `${name}: ${growth.toFixed(2)} times with ten times the rows (goal ${GROWTH_MAX})`;
    judge(`${text}, ${cpuGrowth.toFixed(2)} times the CPU`, growth <= GROWTH_MAX);
  }
}

function tell({ name, p50Ms, p95Ms, goalMs, cpu, cpuGoalMs }: Figure): void {
  const cpuGoal = cpuGoalMs === undefined ? "" : ` (goal ${cpuGoalMs})`;
  const text = `${name}: p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms (goal ${goalMs}), ${describeCpu(cpu)}${cpuGoal}`;
  judge(text, p95Ms <= goalMs && (cpuGoalMs === undefined || totalMs(cpu) <= cpuGoalMs));
}

function describeCpu(cpu: ProcessorTime): string {
  return `${totalMs(cpu).toFixed(2)} ms CPU, of it database ${cpu.databaseMs.toFixed(2)}`;
}

function totalMs({ serverMs, databaseMs }: ProcessorTime): number {
  return serverMs + databaseMs;
}

function judge(text: string, isMet: boolean): void {
  say(`${isMet ? "met   " : "missed"} ${text}`);
  if (!isMet) process.exitCode = 1;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
