import { systemClock } from "../../src/kernel/clock.js";
import { pactOf } from "./large-pact.js";
import type { Registry } from "./registry.js";

/** Milliseconds of processor time of the server so far. */
export type ReadCpuMs = () => Promise<number>;

/** One line of the result. */
export interface Figure {
  readonly name: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly cpuMs: number;
  readonly goalMs: number;
}

interface Measured {
  readonly name: string;
  readonly goalMs: number;
  readonly count: number;
  readonly ask: (index: number) => Promise<unknown>;
}

const WARM_UP = 20;
const INTERACTIONS = 50;

/** Goals of the design for this class of machine, each as a 95th percentile. */
export function measuredQuestions(registry: Registry, run: string): readonly Measured[] {
  const publish = (index: number) =>
    registry.send("POST", "/contracts/publish", pactOf(`new-${run}`, `1.0.${index}`, INTERACTIONS, index));
  return [
    {
      name: "can-i-deploy, 30 integrations",
      goalMs: 25,
      count: 200,
      ask: (index) => registry.canDeploy(`consumer-${(index % 100) + 1}`, "1.60.0", "production"),
    },
    {
      name: "can-i-deploy, fleet of 40 plants",
      goalMs: 60,
      count: 100,
      ask: (index) => registry.canDeploy(`provider-${(index % 50) + 1}`, "1.6.0", "plants"),
    },
    {
      name: "can-i-deploy, 2,000 plants",
      goalMs: 150,
      count: 50,
      ask: () => registry.canDeploy("provider-11", "1.6.0", "many-plants"),
    },
    {
      name: "for-verification, what runs in 40 plants, with pending",
      goalMs: 80,
      count: 50,
      ask: (index) =>
        registry.send("POST", `/pacts/provider/provider-${(index % 50) + 1}/for-verification`, {
          consumerVersionSelectors: [{ deployedOrReleased: true }],
          providerVersionBranch: "main",
          includePendingStatus: true,
        }),
    },
    { name: `publish, ${INTERACTIONS} interactions`, goalMs: 60, count: 60, ask: publish },
  ];
}

export async function measure({ name, goalMs, count, ask }: Measured, readCpuMs: ReadCpuMs): Promise<Figure> {
  for (let index = 0; index < WARM_UP; index += 1) await ask(index);
  const cpuBeforeMs = await readCpuMs();
  const times: number[] = [];
  for (let index = WARM_UP; index < WARM_UP + count; index += 1) {
    const startMs = systemClock.monotonicMs();
    await ask(index);
    times.push(systemClock.monotonicMs() - startMs);
  }
  const cpuMs = ((await readCpuMs()) - cpuBeforeMs) / count;
  const sorted = times.toSorted((left, right) => left - right);
  return { name, goalMs, cpuMs, p50Ms: percentile(sorted, 0.5), p95Ms: percentile(sorted, 0.95) };
}

/** Answers per second of eight clients that ask without a pause. */
export async function throughput(registry: Registry, seconds: number): Promise<number> {
  const endMs = systemClock.monotonicMs() + seconds * 1000;
  let answers = 0;
  const client = async (): Promise<void> => {
    while (systemClock.monotonicMs() < endMs) {
      await registry.canDeploy(`consumer-${(answers % 100) + 1}`, "1.60.0", "production");
      answers += 1;
    }
  };
  await Promise.all(Array.from({ length: 8 }, client));
  return answers / seconds;
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
