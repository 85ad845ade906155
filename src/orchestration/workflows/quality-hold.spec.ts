import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FlowContext } from "../engine-port.js";
import { QualityHold, type QualityHoldInput } from "./quality-hold.js";

const DAY_MS = 24 * 60 * 60 * 1000;
const START_MS = Date.UTC(2026, 10, 23);

/** What a flow does, in words; its sleeps move the clock. */
async function run(input: QualityHoldInput, expiresAtMs?: number): Promise<string[]> {
  const done: string[] = [];
  let nowMs = START_MS;
  const context: FlowContext = {
    workflowId: "w",
    step: (_name, work) => work(),
    sleep: async (ms) => {
      nowMs += ms;
      done.push(`sleep ${ms}`);
    },
    waitSignal: () => Promise.resolve(undefined),
  };
  const holds = {
    place: async (holdId: string) => {
      done.push(`place ${holdId}`);
      return expiresAtMs === undefined ? {} : { expiresAtMs };
    },
    lift: async (holdId: string, operationId: string | undefined) => void done.push(`lift ${holdId} ${operationId}`),
  };
  const decisions = { apply: async ({ lotNumber }: { lotNumber: string }) => void done.push(`decide ${lotNumber}`) };
  const expiry = { expire: async (holdId: string) => void done.push(`expire ${holdId} ${nowMs - START_MS}`) };
  const clock = { now: () => new Date(nowMs), monotonicMs: () => nowMs };
  await new QualityHold(holds, decisions, expiry, clock, () => undefined).run(context, input);
  return done;
}

const PLACED = { change: "PLACED", holdId: "h", operationId: "o" } as const;

describe("quality-hold@1", () => {
  it("carries a hold on twice, so that it misses nothing that was under way", async () => {
    assert.deepEqual(await run(PLACED), ["place h", "sleep 2000", "place h"]);
  });

  it("ends a hold at its time, however far that is, and not before", async () => {
    const done = await run(PLACED, START_MS + 2 * DAY_MS);
    assert.deepEqual(done.slice(3), [`sleep ${DAY_MS}`, `sleep ${DAY_MS - 2000}`, `expire h ${2 * DAY_MS}`]);
  });

  it("lifts a hold that has ended, also where nobody asked for it", async () => {
    assert.deepEqual(await run({ change: "ENDED", holdId: "h" }), ["lift h undefined"]);
  });

  it("carries out a decision on a lot", async () => {
    const decision = { plantCode: "P1", materialNumber: "M", lotNumber: "L", eventId: "e", operationId: "o" };
    assert.deepEqual(await run({ change: "DECIDED", ...decision }), ["decide L"]);
  });
});
