import assert from "node:assert/strict";
import { test } from "node:test";
import { dispatchDelayMs } from "./release-backoff.js";

const retry = { baseMs: 500, factor: 2, maxMs: 3000, maxAgeHours: 72 };
const delays = (random: number): number[] =>
  [1, 2, 3, 4, 5].map((failures) => dispatchDelayMs(retry, failures, () => random));

test("the pause doubles with every failure up to its maximum", () => {
  assert.deepEqual(delays(0.999_999), [500, 1000, 2000, 3000, 3000]);
});

test("chance never takes more than half of the pause", () => {
  assert.deepEqual(delays(0), [250, 500, 1000, 1500, 1500]);
});
