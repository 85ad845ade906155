import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { leaseSize } from "./lease-size.js";

const demand = { waitingCount: 1, admittedCount: 0, elapsedMs: 1000, countMax: 10_000 };

describe("the size of a lease", () => {
  it("is one request for a client that was not heard of", () => {
    assert.equal(leaseSize(demand), 1);
  });

  it("is half a second of the rate that was seen", () => {
    assert.equal(leaseSize({ ...demand, admittedCount: 200 }), 100);
    assert.equal(leaseSize({ ...demand, admittedCount: 200, elapsedMs: 250 }), 400);
  });

  it("is at least what waits", () => {
    assert.equal(leaseSize({ ...demand, waitingCount: 30, admittedCount: 2 }), 30);
  });

  it("leaves the others most of the limit", () => {
    assert.equal(leaseSize({ ...demand, admittedCount: 100_000 }), 500);
    assert.equal(leaseSize({ ...demand, admittedCount: 100_000, countMax: 3 }), 1);
  });
});
