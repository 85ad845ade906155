import { systemClock } from "../../src/kernel/clock.js";
import type { ProcessorTime } from "./processor-time.js";
import type { MeasuredQuestion } from "./questions.js";
import type { Registry } from "./registry.js";

/** One line of the result: milliseconds of one answer. */
export interface Figure {
  readonly name: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly goalMs: number;
  readonly cpu: ProcessorTime;
  readonly cpuGoalMs: number | undefined;
}

/** Reads the processor time that was used so far. */
export type ReadProcessorTime = () => Promise<ProcessorTime>;

const WARM_UP_MIN = 20;
const CLIENTS = 8;
const CLIENTS_WARM_UP_MS = 500;

export async function measure(
  { name, goalMs, cpuGoalMs, variants, count, ask }: MeasuredQuestion,
  readCpu: ReadProcessorTime,
): Promise<Figure> {
  const warmUp = Math.max(WARM_UP_MIN, variants);
  for (let index = 0; index < warmUp; index += 1) await ask(index);
  const before = await readCpu();
  const times: number[] = [];
  for (let index = warmUp; index < warmUp + count; index += 1) {
    const startMs = systemClock.monotonicMs();
    await ask(index);
    times.push(systemClock.monotonicMs() - startMs);
  }
  const cpu = share(before, await readCpu(), count);
  const sorted = times.toSorted((left, right) => left - right);
  return { name, goalMs, cpu, cpuGoalMs, p50Ms: percentile(sorted, 0.5), p95Ms: percentile(sorted, 0.95) };
}

/** How many questions eight clients that ask without a pause get answered, and what one answer costs. */
export async function throughput(
  registry: Registry,
  seconds: number,
  readCpu: ReadProcessorTime,
): Promise<{ readonly perSecond: number; readonly cpu: ProcessorTime }> {
  const askFor = async (milliseconds: number): Promise<number> => {
    const endMs = systemClock.monotonicMs() + milliseconds;
    let answers = 0;
    const client = async (): Promise<void> => {
      while (systemClock.monotonicMs() < endMs) {
        await registry.canDeploy(`consumer-${(answers % 100) + 1}`, "1.60.0", "production");
        answers += 1;
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    return answers;
  };
  // As many connections to the database as eight clients need are only there once they have asked.
  await askFor(CLIENTS_WARM_UP_MS);
  const before = await readCpu();
  const startMs = systemClock.monotonicMs();
  const answers = await askFor(seconds * 1000);
  const perSecond = (answers * 1000) / (systemClock.monotonicMs() - startMs);
  return { perSecond, cpu: share(before, await readCpu(), answers) };
}

function share(before: ProcessorTime, after: ProcessorTime, count: number): ProcessorTime {
  return {
    serverMs: (after.serverMs - before.serverMs) / count,
    databaseMs: (after.databaseMs - before.databaseMs) / count,
  };
}

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
