import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DEFAULT_RETRY_POLICY, backoffMs, retryAfterMs } from "./retry-policy.js";

describe("the wait before another attempt", () => {
  it("doubles up to its limit, and chance takes from it", () => {
    const waits = [1, 2, 3, 5, 6, 100].map((attempt) => backoffMs(DEFAULT_RETRY_POLICY, attempt, 1));
    assert.deepEqual(waits, [200, 400, 800, 3200, 5000, 5000]);
    assert.equal(backoffMs(DEFAULT_RETRY_POLICY, 3, 0.25), 200);
    assert.equal(backoffMs(DEFAULT_RETRY_POLICY, 3, 0), 0);
  });

  it("reads Retry-After in seconds and as a date, and nothing else", () => {
    const now = new Date("2026-11-23T08:00:00Z");
    assert.equal(retryAfterMs("7", now), 7000);
    assert.equal(retryAfterMs("Mon, 23 Nov 2026 08:00:05 GMT", now), 5000);
    assert.equal(retryAfterMs("Mon, 23 Nov 2026 07:00:00 GMT", now), 0);
    assert.equal(retryAfterMs("soon", now), undefined);
    assert.equal(retryAfterMs(null, now), undefined);
  });
});
