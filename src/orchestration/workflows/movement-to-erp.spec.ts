import assert from "node:assert/strict";
import { test } from "node:test";
import type { ApplyMovementOutcome } from "../../movements/public.js";
import type { FlowContext } from "../engine-port.js";
import { MovementToErp } from "./movement-to-erp.js";

const INPUT = { movementId: "m" };

const context: FlowContext = {
  workflowId: "w",
  step: (_name, work) => work(),
  sleep: () => Promise.resolve(),
  waitSignal: () => Promise.resolve(undefined),
};

/** What the flow tells and parks for an outcome. */
async function run(outcome: ApplyMovementOutcome): Promise<{ told: number; parked: string[] }> {
  let told = 0;
  const parked: string[] = [];
  const failures = { fail: async (movementId: string) => void parked.push(movementId) };
  const flow = new MovementToErp({ apply: async () => outcome }, failures, () => told++);
  await flow.run(context, INPUT);
  if (outcome === "PARKED") await flow.onFailed(INPUT);
  return { told, parked };
}

test("the lanes are told of a movement that has a posting, and of no other", async () => {
  assert.deepEqual(await run("APPLIED"), { told: 1, parked: [] });
  assert.deepEqual(await run("QUARANTINED"), { told: 0, parked: [] });
});

test("a movement whose work fails for good is parked", async () => {
  assert.deepEqual(await run("PARKED"), { told: 0, parked: ["m"] });
});
