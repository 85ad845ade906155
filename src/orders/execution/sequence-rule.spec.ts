import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { judgeSequence } from "./sequence-rule.js";

describe("the sequence of a source", () => {
  it("is kept by the next number, and by a report without one", () => {
    assert.equal(judgeSequence(1, 0), "IN_SEQUENCE");
    assert.equal(judgeSequence(8, 7), "IN_SEQUENCE");
    assert.equal(judgeSequence(null, 7), "IN_SEQUENCE");
  });

  it("has a gap before every higher number", () => {
    assert.equal(judgeSequence(2, 0), "GAP");
    assert.equal(judgeSequence(9, 7), "GAP");
  });

  it("was given up for a number that comes late", () => {
    assert.equal(judgeSequence(7, 7), "LATE");
    assert.equal(judgeSequence(1, 7), "LATE");
  });
});
