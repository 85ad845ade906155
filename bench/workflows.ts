import { setTimeout as delay } from "node:timers/promises";
import { pino } from "pino";
import { systemClock } from "../src/kernel/clock.js";
import { DbosEngine } from "../src/orchestration/dbos/dbos-engine.js";
import type { FlowContext, FlowDefinition } from "../src/orchestration/public.js";
import { DurableDatabase } from "./durable-database/durable-database.js";

/**
 * Six-step workflows a second through the engine, each step with a row of its own, and the memory of workflows that
 * wait for a signal: npm run bench workflows [workflows of a round] [workflows in flight]. After a warm-up, the median of
 * three rounds counts.
 * Exit code 1 when a bar is missed or a step was not done exactly once.
 */
const WORKFLOWS = Number(process.argv[2] ?? 600);
const IN_FLIGHT = Number(process.argv[3] ?? 1_000);
const WARM_UP_WORKFLOWS = 100;
const ROUNDS = 3;
const STEPS = 6;
const PER_SECOND_MIN = 150;
const RSS_MB_MAX = 400;
const START_AT_ONCE = 50;
const WAIT_MS = 3_600_000;
const PATIENCE_MS = 600_000;
const MS_PER_SECOND = 1_000;
const BYTES_PER_MB = 1024 * 1024;

const stage = await DurableDatabase.open("workflows");
const { pool } = stage.database;
const logger = pino({ level: "error" });
const engine = new DbosEngine(stage.url, pool, logger);
let waiting = 0;

const sixSteps: FlowDefinition<string> = {
  flow: "six-steps@1",
  workflowsInFlightMax: 100,
  stepsInFlightMax: 10,
  async run(context: FlowContext, id: string): Promise<void> {
    for (let n = 0; n < STEPS; n++) {
      await context.step(`step-${n}`, async () => {
        await pool.query("INSERT INTO public.done (workflow, step) VALUES ($1, $2)", [id, n]);
      });
    }
  },
};

const waits: FlowDefinition<string> = {
  flow: "waits@1",
  workflowsInFlightMax: Math.max(1, IN_FLIGHT),
  stepsInFlightMax: 10,
  async run(context: FlowContext): Promise<void> {
    waiting++;
    await context.waitSignal("never", WAIT_MS);
  },
};

/** @param round part of the ids, so that every round starts workflows of its own */
async function startAll(flow: string, round: string, count: number): Promise<void> {
  for (let first = 0; first < count; first += START_AT_ONCE) {
    const numbers = Array.from({ length: Math.min(START_AT_ONCE, count - first) }, (_, index) => first + index);
    await Promise.all(numbers.map((number) => engine.start(flow, `${flow}:${round}:${number}`, `${round}:${number}`)));
  }
}

/** @returns seconds until the question is answered with yes. */
async function secondsUntil(isReached: () => Promise<boolean>): Promise<number> {
  const startMs = systemClock.monotonicMs();
  while (!(await isReached())) {
    if (systemClock.monotonicMs() - startMs > PATIENCE_MS) throw new Error("the workflows do not get there");
    await delay(20);
  }
  return (systemClock.monotonicMs() - startMs) / MS_PER_SECOND;
}

/** Of the rows each workflow writes, those of its last step; the workflow itself ends right behind it. */
const LAST_STEPS = "SELECT count(*)::int AS n FROM public.done WHERE step = $1 AND workflow LIKE $2";

async function haveEnded(round: string, count: number): Promise<boolean> {
  return (await pool.query<{ n: number }>(LAST_STEPS, [STEPS - 1, `${round}:%`])).rows[0]?.n === count;
}

function judge(name: string, isMet: boolean): void {
  console.log(`bar: ${name}: ${isMet ? "met" : "MISSED"}`);
  if (!isMet) process.exitCode = 1;
}

/** @returns workflows a second */
async function measureRound(round: string, count: number): Promise<number> {
  const startMs = systemClock.monotonicMs();
  await Promise.all([startAll(sixSteps.flow, round, count), secondsUntil(() => haveEnded(round, count))]);
  const perSecond = (count * MS_PER_SECOND) / (systemClock.monotonicMs() - startMs);
  console.log(`${round}: ${count} workflows of ${STEPS} steps, ${perSecond.toFixed(0)}/s`);
  return perSecond;
}

async function measureThroughput(): Promise<void> {
  const commitsBefore = await stage.commitsPerSecond();
  await measureRound("warm-up", WARM_UP_WORKFLOWS);
  const rates: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) rates.push(await measureRound(`round ${round}`, WORKFLOWS));
  const perSecond = rates.toSorted((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? 0;
  const commitsAfter = await stage.commitsPerSecond();
  const ratio = (perSecond / ((commitsBefore + commitsAfter) / 2)).toFixed(3);
  console.log(`calibration: ${commitsBefore.toFixed(0)} sequential commits/s before, ${commitsAfter.toFixed(0)} after`);
  console.log(`median: ${perSecond.toFixed(0)} workflows/s, ${ratio} a commit of the calibration`);
  const { rows } = await pool.query<{ n: number; distinct: number }>(
    "SELECT count(*)::int AS n, count(DISTINCT (workflow, step))::int AS distinct FROM public.done",
  );
  const expected = (WARM_UP_WORKFLOWS + ROUNDS * WORKFLOWS) * STEPS;
  judge("every step done exactly once", rows[0]?.n === expected && rows[0].distinct === expected);
  judge(`${PER_SECOND_MIN} workflows/s`, perSecond >= PER_SECOND_MIN);
}

async function measureMemory(): Promise<void> {
  await startAll(waits.flow, "wait", IN_FLIGHT);
  const seconds = await secondsUntil(() => Promise.resolve(waiting >= IN_FLIGHT));
  const rssMb = process.memoryUsage().rss / BYTES_PER_MB;
  console.log(`${waiting} workflows in flight after ${seconds.toFixed(1)} s: ${rssMb.toFixed(0)} MB resident`);
  judge(`${IN_FLIGHT} in flight below ${RSS_MB_MAX} MB`, rssMb < RSS_MB_MAX);
}

engine.register(sixSteps);
engine.register(waits);
try {
  await pool.query("CREATE TABLE public.done (workflow text, step int)");
  await pool.query("CREATE INDEX ON public.done (step, workflow text_pattern_ops)");
  await engine.launch();
  await measureThroughput();
  if (IN_FLIGHT > 0) await measureMemory();
} finally {
  // Workflows that still wait are cut off on purpose; the engine says so for each of them.
  logger.level = "silent";
  await engine.shutdown(5_000);
  await stage.close();
}
