import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { judgeSequence } from "./sequence-rule.js";

describe("the sequence of a source", () => {
  it("is kept by the next number, and by a report without one", () => {
    assert.equal(judgeSequence(1, 0, 0), "IN_SEQUENCE");
    assert.equal(judgeSequence(8, 7, 0), "IN_SEQUENCE");
    assert.equal(judgeSequence(null, 7, 0), "IN_SEQUENCE");
  });

  it("has a gap before a higher number while an earlier one was never received", () => {
    assert.equal(judgeSequence(2, 0, 0), "GAP");
    assert.equal(judgeSequence(9, 5, 2), "GAP");
  });

  it("has no gap where every earlier number was received", () => {
    assert.equal(judgeSequence(9, 5, 3), "BEHIND_PARKED");
  });

  it("was given up for a number that comes late", () => {
    assert.equal(judgeSequence(7, 7, 0), "LATE");
    assert.equal(judgeSequence(1, 7, 0), "LATE");
  });
});
