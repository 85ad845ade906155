import assert from "node:assert/strict";
import { setImmediate as nextRound } from "node:timers/promises";
import { describe, it } from "node:test";
import { StepGate } from "./step-gate.js";

/** Enters the gate for each turn and keeps the list of those that were admitted. */
function entering(gate: StepGate, turns: readonly (string | undefined)[]): number[] {
  const admitted: number[] = [];
  turns.forEach((turn, index) => void gate.enter(turn).then(() => admitted.push(index)));
  return admitted;
}

describe("the gate of a flow's steps", () => {
  it("lets steps of one turn follow each other, and others pass meanwhile", async () => {
    const gate = new StepGate(3);
    const admitted = entering(gate, ["A", "A", "A", "B", undefined, "B"]);
    await nextRound();
    assert.deepEqual(admitted, [0, 3, 4]);
    gate.leave("A");
    await nextRound();
    assert.deepEqual(admitted, [0, 3, 4, 1]);
    gate.leave("B");
    gate.leave();
    await nextRound();
    assert.deepEqual(admitted, [0, 3, 4, 1, 5]);
  });

  it("admits nobody while it is closed, and says when nothing runs", async () => {
    const gate = new StepGate(1);
    const admitted = entering(gate, ["A", "B"]);
    await nextRound();
    gate.close();
    gate.leave("A");
    await gate.whenIdle();
    assert.deepEqual(admitted, [0]);
    gate.open();
    await nextRound();
    assert.deepEqual(admitted, [0, 1]);
  });
});
