import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ManualClock } from "../../../../test/support/security/manual-clock.js";
import { FailedAttempts } from "./failed-attempts.js";

describe("FailedAttempts", () => {
  it("slows down after five failures, longer each time, up to a minute", () => {
    const clock = new ManualClock();
    const attempts = new FailedAttempts(clock);
    const waits: number[] = [];
    for (let count = 0; count < 13; count++) {
      attempts.record("mes-1", "10.0.0.1");
      waits.push(attempts.retryAfterSeconds("mes-1", "10.0.0.1"));
    }
    assert.deepEqual(waits, [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
    clock.advance(60);
    assert.equal(attempts.retryAfterSeconds("mes-1", "10.0.0.1"), 0);
  });

  it("locks nobody out from another address, and forgets after a success or a quarter of an hour", () => {
    const clock = new ManualClock();
    const attempts = new FailedAttempts(clock);
    for (let count = 0; count < 8; count++) attempts.record("mes-1", "10.0.0.1");
    assert.equal(attempts.retryAfterSeconds("mes-1", "10.0.0.2"), 0);
    assert.equal(attempts.retryAfterSeconds("erp-1", "10.0.0.1"), 0);
    attempts.forget("mes-1", "10.0.0.1");
    assert.equal(attempts.retryAfterSeconds("mes-1", "10.0.0.1"), 0);
    for (let count = 0; count < 4; count++) attempts.record("mes-1", "10.0.0.1");
    clock.advance(15 * 60);
    attempts.record("mes-1", "10.0.0.1");
    assert.equal(attempts.retryAfterSeconds("mes-1", "10.0.0.1"), 0, "the count starts anew");
  });
});
