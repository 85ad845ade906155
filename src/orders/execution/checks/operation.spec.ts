import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { OperationState } from "../../states.js";
import { codesOf, exampleContext, exampleReport } from "./execution-fixture.js";
import { checkOperation } from "./operation.js";

/** The example with operation 0010 in another state. */
function contextWith(state: OperationState, isFinal = false) {
  const context = exampleContext();
  const operations = context.operations.map((one, index) => (index === 0 ? { ...one, state, isFinal } : one));
  return { ...context, operations };
}

describe("the operation of a report", () => {
  it("must be one of the order", () => {
    assert.deepEqual(checkOperation(exampleReport(), exampleContext()), []);
    const [finding, ...more] = checkOperation(exampleReport({ operationNumber: "0099" }), exampleContext());
    assert.deepEqual([finding?.code, finding?.pointer, more], ["OPERATION_UNKNOWN", "/operationNumber", []]);
    assert.match(finding?.fix ?? "", /0010, 0020/);
  });

  it("takes nothing after its last report", () => {
    const findings = checkOperation(exampleReport(), contextWith("COMPLETED", true));
    assert.deepEqual(codesOf(findings), ["OPERATION_FINAL /operationNumber"]);
  });

  it("pauses only while it runs and resumes only while it is paused", () => {
    const pause = exampleReport({ kind: "PAUSE" });
    const resume = exampleReport({ kind: "RESUME" });
    assert.deepEqual(checkOperation(pause, contextWith("RUNNING")), []);
    assert.deepEqual(codesOf(checkOperation(pause, contextWith("READY"))), ["OPERATION_NOT_RUNNING /kind"]);
    assert.deepEqual(checkOperation(resume, contextWith("PAUSED")), []);
    assert.deepEqual(codesOf(checkOperation(resume, contextWith("RUNNING"))), ["OPERATION_NOT_PAUSED /kind"]);
  });
});
