import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { exampleReport } from "./checks/execution-fixture.js";
import { confirmationEvent, operationPath, orderStateAfter } from "./confirmation-transitions.js";

describe("what a report does to its operation", () => {
  it("goes through every state that lies between", () => {
    assert.deepEqual(operationPath("WAITING", exampleReport({ kind: "COMPLETE" })), ["READY", "RUNNING", "COMPLETED"]);
    assert.deepEqual(operationPath("PAUSED", exampleReport({ final: true })), ["RUNNING", "COMPLETED"]);
    assert.deepEqual(operationPath("RUNNING", exampleReport()), []);
    assert.deepEqual(operationPath("RUNNING", exampleReport({ kind: "PAUSE" })), ["PAUSED"]);
  });
});

describe("what a report does to its order", () => {
  it("runs it with the first work and suspends it with the last pause", () => {
    assert.equal(orderStateAfter("READY", exampleReport({ kind: "START" }), true), "RUNNING");
    assert.equal(orderStateAfter("SUSPENDED", exampleReport({ kind: "RESUME" }), true), "RUNNING");
    assert.equal(orderStateAfter("RUNNING", exampleReport({ kind: "PAUSE" }), true), "RUNNING");
    assert.equal(orderStateAfter("RUNNING", exampleReport({ kind: "PAUSE" }), false), "SUSPENDED");
  });

  it("never completes it, since the ERP must have everything first", () => {
    assert.equal(orderStateAfter("RUNNING", exampleReport({ kind: "COMPLETE" }), false), "RUNNING");
  });

  it("is told by an event of its kind", () => {
    assert.equal(confirmationEvent(exampleReport({ kind: "COMPLETE" })), "operation-confirmation.completed");
    assert.equal(confirmationEvent(exampleReport({ final: true })), "operation-confirmation.partial");
  });
});
