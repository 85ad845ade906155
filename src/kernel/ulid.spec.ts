import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Clock } from "./clock.js";
import { UlidFactory } from "./ulid.js";

/** A clock that tells the given times, the last one for ever. */
function clockOf(...times: number[]): Clock {
  return { now: () => new Date(times.length > 1 ? (times.shift() ?? 0) : (times[0] ?? 0)), monotonicMs: () => 0 };
}

describe("UlidFactory", () => {
  it("encodes the time as the specification's example does", () => {
    assert.match(new UlidFactory(clockOf(1_469_918_176_385)).next(), /^01ARYZ6S41[0-9A-HJKMNP-TV-Z]{16}$/);
  });

  it("makes ids that sort in the order they were made, also within one millisecond", () => {
    const ids = new UlidFactory(clockOf(1_700_000_000_000));
    const made = Array.from({ length: 2000 }, () => ids.next());
    assert.deepEqual(made, made.toSorted());
    assert.equal(new Set(made).size, made.length);
  });

  it("goes on from the last id when the clock is set back", () => {
    const ids = new UlidFactory(clockOf(1_700_000_000_000, 1_600_000_000_000));
    assert.ok(ids.next() < ids.next());
  });
});
