// A process that asks for admissions as a gateway does, at times that its parent says. Started by fork().
import { Pool } from "pg";
import type { Clock } from "../../../../src/kernel/clock.js";
import { Budget } from "../../../../src/platform/traffic/budget.js";
import { DatabaseTokenSource } from "../../../../src/platform/traffic/token-source.js";
import type { TrafficLimit } from "../../../../src/platform/traffic/traffic-limit.js";

/** One round: the time it is, and how many requests arrive at once. */
export interface Round {
  readonly atMs: number;
  readonly requestCount: number;
}

const [databaseUrl = "", limitText = ""] = process.argv.slice(2);
const limit = JSON.parse(limitText) as TrafficLimit;
let atMs = 0;
// Monotonic clocks of different machines have nothing to do with each other.
const clock: Clock = { now: () => new Date(atMs), monotonicMs: () => atMs + process.pid * 1_000_003 };
const pool = new Pool({ connectionString: databaseUrl, max: 4 });
pool.on("error", () => process.exit(1));
const read = async <Row>(statement: string, values: readonly unknown[] = []): Promise<Row[]> =>
  (await pool.query(statement, [...values])).rows as Row[];
let budget: Budget | undefined;

async function run(round: Round): Promise<number> {
  atMs = round.atMs;
  budget ??= new Budget(`client/erp/${limit.name}`, limit, new DatabaseTokenSource({ read }, clock), clock);
  await budget.release();
  const mine = budget;
  const answers = await Promise.all(Array.from({ length: round.requestCount }, async () => await mine.take()));
  return answers.filter((answer) => answer === undefined).length;
}

process.on("message", (round: Round) => {
  run(round).then(
    (admittedCount) => process.send?.(admittedCount),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
