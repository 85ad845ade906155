import assert from "node:assert/strict";
import { test } from "node:test";
import { type ApplyOutcome, PredecessorError } from "../../orders/public.js";
import { silentLogger } from "../conformance/test-engine.js";
import type { FlowContext } from "../engine-port.js";
import { ExecutionToErp } from "./execution-to-erp.js";

const INPUT = { plantCode: "P1", orderNumber: "1", confirmationId: "own" };

const context: FlowContext = {
  workflowId: "w",
  step: (_name, work) => work(),
  sleep: () => Promise.resolve(),
  waitSignal: () => Promise.resolve(undefined),
};

/** A flow whose first application ends in the error, and what it parks. */
function flowWith(error: Error): { flow: ExecutionToErp; parked: string[] } {
  const parked: string[] = [];
  let tries = 0;
  const confirmations = {
    async apply(): Promise<ApplyOutcome> {
      if (++tries === 1) throw error;
      return { outcome: "APPLIED" };
    },
  };
  const failures = {
    async fail(_plantCode: string, _orderNumber: string, confirmationId: string): Promise<void> {
      parked.push(confirmationId);
    },
  };
  return { flow: new ExecutionToErp(confirmations, failures, silentLogger, () => undefined), parked };
}

test("a predecessor that fails for good is parked and the report itself goes on", async () => {
  const { flow, parked } = flowWith(new PredecessorError("earlier", new Error("a defect")));
  await flow.run(context, INPUT);
  assert.deepEqual(parked, ["earlier"]);
});

test("a predecessor that lost a race is left to the repetition of the step", async () => {
  const lost = Object.assign(new Error("canceling statement due to statement timeout"), { code: "57014" });
  const { flow, parked } = flowWith(new PredecessorError("earlier", lost));
  await assert.rejects(flow.run(context, INPUT), lost);
  assert.deepEqual(parked, []);
});

test("a report that fails itself is parked by the end of its workflow", async () => {
  const { flow, parked } = flowWith(new Error("a defect"));
  await assert.rejects(flow.run(context, INPUT), /a defect/);
  await flow.onFailed(INPUT);
  assert.deepEqual(parked, ["own"]);
});
