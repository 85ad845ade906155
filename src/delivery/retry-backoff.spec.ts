import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { backoffMs, cryptoRandom, isTooOld } from "./retry-backoff.js";

const policy = { baseMs: 500, factor: 2, maxMs: 60_000, maxAgeHours: 72 };

describe("retry back-off", () => {
  it("doubles its ceiling with every attempt up to the maximum", () => {
    const almostOne = () => 0.999_999_9;
    assert.deepEqual(
      [1, 2, 3, 8, 60].map((attempt) => backoffMs(policy, attempt, almostOne)),
      [500, 1_000, 2_000, 60_000, 60_000],
    );
  });

  it("spreads over the whole range from zero", () => {
    assert.deepEqual(
      [0, 0.25, 0.5].map((value) => backoffMs(policy, 1, () => value)),
      [0, 125, 250],
    );
    const drawn = Array.from({ length: 200 }, cryptoRandom);
    assert.ok(drawn.every((value) => value >= 0 && value < 1) && new Set(drawn).size > 150);
  });

  it("gives up only beyond the plant's patience", () => {
    assert.equal(isTooOld(policy, 72 * 3_600_000), false);
    assert.equal(isTooOld(policy, 72 * 3_600_000 + 1), true);
    assert.equal(isTooOld(policy, undefined), false);
  });
});
