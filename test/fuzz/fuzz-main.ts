import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { systemClock } from "../../src/kernel/clock.js";
import { startFuzzGateway } from "./fuzz-gateway.js";
import { type FuzzPlan, runFuzz } from "./run-fuzz.js";

/**
 * node dist/test/fuzz/fuzz-main.js [--requests 10000] [--seed N] [--api production-order] [--role all|gateway]: the large
 * form of fuzz.spec.ts. Exit code 1 when an answer is not what its contract says or, with workers, an operation never succeeds; 2 for wrong options. The database server
 * of the tests goes on afterwards, since other runs may share it.
 */
const SEED_MAX = 2 ** 31 - 1;

interface FuzzOptions extends FuzzPlan {
  readonly role: "gateway" | "all";
}

const options = readOptions();
process.stdout.write(`fuzz: ${options.requestCount} requests, seed ${options.seed}, role ${options.role}\n`);
const startMs = systemClock.monotonicMs();
const gateway = await startFuzzGateway(options.role);
try {
  const onProgress = (sentCount: number): void => void process.stderr.write(`fuzz: ${sentCount} sent\n`);
  const report = await runFuzz({ ...options, onProgress }, gateway);
  const seconds = ((systemClock.monotonicMs() - startMs) / 1000).toFixed(1);
  process.stdout.write(`${report.table()}\n`);
  if (report.breaches.length > 0) {
    process.exitCode = 1;
    process.stdout.write(`${report.details()}\n`);
  }
  const mustSucceed = options.role === "all" && options.api === undefined;
  if (mustSucceed && report.neverSucceeded.length > 0) {
    process.exitCode = 1;
    process.stdout.write(`fuzz: no request succeeded of ${report.neverSucceeded.join(", ")}\n`);
  }
  process.stdout.write(
    `fuzz: ${report.breaches.length} breaches in ${seconds} s; repeat with --seed ${options.seed}\n`,
  );
} finally {
  await gateway.close();
}

function readOptions(): FuzzOptions {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({ options: { requests: text, seed: text, api: text, role: text } });
    const { role = "all" } = values;
    if (role !== "all" && role !== "gateway") throw new Error("--role must be all or gateway");
    return {
      requestCount: integer("requests", values.requests ?? "10000", 1_000_000),
      seed: integer("seed", values.seed ?? String(randomInt(SEED_MAX)), SEED_MAX),
      api: values.api,
      role,
    };
  } catch (error) {
    process.stderr.write(`fuzz: ${error instanceof Error ? error.message : String(error)}\n`);
    return process.exit(2);
  }
}

function integer(name: string, text: string, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new Error(`--${name} must be a whole number from 1 to ${max}`);
}
