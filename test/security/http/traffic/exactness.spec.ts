import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { type TrafficLimit, dayLimit, minuteLimit } from "../../../../src/platform/traffic/traffic-limit.js";
import { type TestDatabase, createTestDatabase } from "../../../support/test-database.js";
import type { Round } from "./traffic-process.js";

const PROCESS = join(dirname(fileURLToPath(import.meta.url)), "traffic-process.js");
const PROCESSES = 3;

/** What all processes together admitted at one time. */
interface Admitted {
  readonly atMs: number;
  readonly count: number;
}

/** Park-Miller, so that a failure repeats. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

describe("limits over several processes at one database", () => {
  let database: TestDatabase;
  let children: ChildProcess[] = [];

  before(async () => {
    database = await createTestDatabase();
  });
  after(async () => {
    await end();
    await database.drop();
  });

  const start = (limit: TrafficLimit): ChildProcess => fork(PROCESS, [database.url, JSON.stringify(limit)]);
  const end = async (): Promise<void> => {
    await Promise.all(children.map(kill));
    children = [];
  };

  async function kill(child: ChildProcess): Promise<void> {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  async function ask(child: ChildProcess, round: Round): Promise<number> {
    const done = new AbortController();
    const ended = once(child, "exit", { signal: done.signal }).then(() => ["ended by itself"]);
    const answered = once(child, "message", { signal: done.signal });
    child.send(round);
    const [admittedCount] = (await Promise.race([answered, ended])) as [unknown];
    done.abort();
    await Promise.allSettled([answered, ended]);
    assert.equal(typeof admittedCount, "number", String(admittedCount));
    return Number(admittedCount);
  }

  /** Every process is asked at the same moment; how their questions meet in the database is left to chance. */
  async function askAll(atMs: number, requestCount: () => number): Promise<Admitted> {
    const counts = await Promise.all(children.map((child) => ask(child, { atMs, requestCount: requestCount() })));
    return { atMs, count: counts.reduce((sum, count) => sum + count, 0) };
  }

  it("no minute, wherever it begins, has more than the limit, also when processes die", async () => {
    const limit = minuteLimit("client-minute", 200);
    const random = randomNumbers(7);
    children = Array.from({ length: PROCESSES }, () => start(limit));
    const admitted: Admitted[] = [];
    let atMs = Date.UTC(2026, 10, 23, 8, 0, 0, 123);
    for (let round = 0; round < 400; round++) {
      atMs += 1 + random(2_500);
      // Floods, single requests and silence, each for a while.
      const most = [40, 3, 1][Math.floor(round / 25) % 3] ?? 1;
      admitted.push(await askAll(atMs, () => random(most + 1)));
      if (round % 100 !== 99) continue;
      const [dying] = children.splice(random(children.length), 1);
      if (dying !== undefined) await kill(dying);
      children.push(start(limit));
    }
    await end();
    const busiest = Math.max(...admitted.map(({ atMs: startMs }) => countIn(admitted, startMs, 60_000)));
    assert.ok(busiest <= limit.countMax, `a minute has ${busiest} requests`);
    assert.ok(busiest >= limit.countMax * 0.9, `the limit is hardly used: ${busiest}`);
  });

  it("a day (UTC) has its quota to the last request and not one more, and midnight begins a new one", async () => {
    const limit = dayLimit("client-day", 150);
    const random = randomNumbers(11);
    children = Array.from({ length: PROCESSES }, () => start(limit));
    const midnight = Date.UTC(2026, 10, 24);
    const admitted: Admitted[] = [];
    for (let atMs = midnight - 60_000; atMs < midnight + 60_000; atMs += 1_500) {
      admitted.push(await askAll(atMs, () => random(6)));
    }
    await end();
    assert.equal(countIn(admitted, midnight - 86_400_000, 86_400_000), limit.countMax);
    assert.equal(countIn(admitted, midnight, 86_400_000), limit.countMax);
  });
});

function countIn(admitted: readonly Admitted[], startMs: number, lengthMs: number): number {
  const inside = admitted.filter(({ atMs }) => atMs >= startMs && atMs < startMs + lengthMs);
  return inside.reduce((sum, { count }) => sum + count, 0);
}
