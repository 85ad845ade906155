import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { canTransition } from "../../kernel/state-machine.js";
import { type OrderState, PRODUCTION_ORDER, type SyncState } from "../states.js";
import { refuseCommand } from "./command-refusal.js";
import type { CommandedOrder } from "./commanded-order.js";
import { COMMAND_RULES, type OrderCommandName } from "./order-command.js";

const STATES = Object.keys(PRODUCTION_ORDER.transitions) as OrderState[];
const TARGETS: Readonly<Partial<Record<OrderCommandName, OrderState>>> = {
  CANCEL: "CANCELLED",
  CLOSE: "CLOSED",
  REOPEN: "COMPLETED",
  ABORT: "ABORTED",
};

const order = (changes: Partial<CommandedOrder>): CommandedOrder => ({
  id: "01KAR7Q2M0X3V9C4T8E6H5J2WD",
  plantCode: "P100",
  orderNumber: "1000042",
  revision: 1,
  releaseRun: 1,
  state: "READY",
  syncState: "ACKNOWLEDGED",
  operationId: "01KAR7Q2M0X3V9C4T8E6H5J2WE",
  isReleasing: false,
  dispatchId: null,
  hasActivity: false,
  ...changes,
});

const codeOf = (command: OrderCommandName, state: OrderState, syncState: SyncState = "ACKNOWLEDGED"): string =>
  refuseCommand(order({ state, syncState }), command)?.definition.code ?? "DONE";

describe("a command on an order", () => {
  it("is carried out exactly where the state machine has the way, but for the ways that others go", () => {
    for (const [command, target] of Object.entries(TARGETS) as [OrderCommandName, OrderState][]) {
      const possible = STATES.filter((state) => codeOf(command, state) === "DONE");
      // RUNNING completes an order too; only a reopened one comes back to COMPLETED by a command.
      const ways = STATES.filter((state) => canTransition(PRODUCTION_ORDER, state, target) && state !== "RUNNING");
      const expected = command === "ABORT" ? [...ways, "RUNNING" as const] : ways;
      assert.deepEqual(possible.toSorted(), expected.toSorted(), command);
    }
  });

  it("cancels nothing that the plant has worked on, whatever state the order is in", () => {
    const worked = refuseCommand(order({ hasActivity: true }), "CANCEL");
    assert.equal(worked?.definition.code, "ORDER_HAS_ACTIVITY");
    assert.equal(codeOf("CANCEL", "RUNNING"), "ORDER_HAS_ACTIVITY");
  });

  it("does not begin a second release beside the one that is under way", () => {
    const begun = order({ state: "RELEASED", syncState: "DISPATCH_FAILED", isReleasing: true });
    assert.match(refuseCommand(begun, "REDISPATCH")?.detail ?? "", /is being released already/);
    assert.equal(refuseCommand({ ...begun, isReleasing: false }, "REDISPATCH"), undefined);
    assert.equal(refuseCommand(begun, "CANCEL"), undefined);
  });

  it("comes too late for an order that is over, and says in which states it would not", () => {
    for (const state of ["CLOSED", "CANCELLED", "ABORTED"] as const)
      assert.equal(codeOf("ABORT", state), "ORDER_CLOSED");
    assert.match(refuseCommand(order({}), "CLOSE")?.detail ?? "", /is READY ACKNOWLEDGED; CLOSE needs COMPLETED/);
  });

  it("validates or dispatches again only what was refused or given up", () => {
    const { REVALIDATE, REDISPATCH } = COMMAND_RULES;
    assert.deepEqual([REVALIDATE.syncStates, REDISPATCH.syncStates], [["REJECTED", "NACKED"], ["DISPATCH_FAILED"]]);
    assert.equal(codeOf("REVALIDATE", "RELEASED", "REJECTED"), "DONE");
    assert.equal(codeOf("REVALIDATE", "RELEASED", "DISPATCHED"), "ORDER_STATE_CONFLICT");
    assert.equal(codeOf("REDISPATCH", "RELEASED", "DISPATCH_FAILED"), "DONE");
    assert.equal(codeOf("REDISPATCH", "HELD", "DISPATCH_FAILED"), "ORDER_STATE_CONFLICT");
  });
});
