import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ManualClock } from "../../../../test/support/security/manual-clock.js";
import type { Clock } from "../../../kernel/clock.js";
import { AuditNode } from "./audit-node.js";
import { gapsBetween, mergeRanges, rangesOf } from "./number-ranges.js";

const takeMany = (node: AuditNode, count: number): number[] => Array.from({ length: count }, () => node.take().nodeSeq);

describe("a writing process", () => {
  it("settles numbers only up to the first one whose outcome is open", () => {
    const node = AuditNode.unkeyed(new ManualClock());
    takeMany(node, 4);
    node.settle(2, "COMMITTED");
    node.settle(3, "COMMITTED");
    assert.equal(node.settledSeq, 0);
    node.settle(1, "COMMITTED");
    assert.equal(node.settledSeq, 3);
    assert.equal(node.take().settledSeq, 3);
  });

  it("keeps rolled-back and unknown numbers open until they are declared", () => {
    const node = AuditNode.unkeyed(new ManualClock());
    takeMany(node, 5);
    node.settle(1, "ROLLED_BACK");
    node.settle(2, "ROLLED_BACK");
    node.settle(3, "UNKNOWN");
    node.settle(4, "COMMITTED");
    assert.equal(node.settledSeq, 0);
    const declaration = node.pendingDeclaration();
    assert.deepEqual(declaration, { void: [[1, 2]], unknown: [[3, 3]] });
    node.declared(declaration ?? assert.fail());
    assert.equal(node.settledSeq, 4);
    assert.equal(node.pendingDeclaration(), undefined);
  });

  it("notices a step of the wall clock and keeps its first moment", () => {
    const steady = new ManualClock();
    let shiftMs = 0;
    const clock: Clock = {
      now: () => new Date(steady.now().getTime() + shiftMs),
      monotonicMs: () => steady.monotonicMs(),
    };
    const node = AuditNode.unkeyed(clock);
    node.take();
    steady.advance(3600);
    node.take();
    assert.equal(node.takeClockJump(), undefined);
    shiftMs = -3_600_000;
    node.take();
    const jump = node.takeClockJump();
    assert.equal(Date.parse(jump?.to ?? "") - Date.parse(jump?.from ?? ""), shiftMs);
    assert.equal(node.takeClockJump(), undefined);
  });
});

describe("ranges of numbers", () => {
  it("hold exactly what they were made of", () => {
    assert.deepEqual(rangesOf([5, 1, 2, 9, 3, 3]), [
      [1, 3],
      [5, 5],
      [9, 9],
    ]);
    assert.deepEqual(
      mergeRanges([
        [4, 6],
        [1, 3],
        [5, 9],
      ]),
      [[1, 9]],
    );
    assert.deepEqual(
      gapsBetween(1, 10, [
        [2, 3],
        [7, 20],
      ]),
      [
        [1, 1],
        [4, 6],
      ],
    );
    assert.deepEqual(gapsBetween(3, 2, []), []);
  });
});
