import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type ConsumedLine, type VarianceThresholds, computeVariance } from "./compute-variance.js";

const LIMITS: VarianceThresholds = { warnPct: 3, criticalPct: 10 };

/** 60 kg for an order of 100, of which 40 are made: 24 kg are planned. */
const line = (changes: Partial<ConsumedLine>): ConsumedLine => ({
  componentLine: "0010",
  materialNumber: "RM-100",
  unit: "KGM",
  required: "60",
  scrapPct: 0,
  consumed: "24",
  made: "40",
  ordered: "100",
  ...changes,
});

const levelOf = (changes: Partial<ConsumedLine>, limits = LIMITS): string =>
  computeVariance(line(changes), limits).level;

describe("consumption against plan", () => {
  it("plans what was made in proportion to the order, and the planned loss on top", () => {
    assert.deepEqual(computeVariance(line({}), LIMITS), {
      planned: { value: "24", unit: "KGM" },
      actual: { value: "24", unit: "KGM" },
      absolute: { value: "0", unit: "KGM" },
      percent: "0",
      level: "NONE",
    });
    assert.equal(computeVariance(line({ scrapPct: 2.5 }), LIMITS).planned.value, "24.6");
  });

  it("tells from the thresholds on, in both directions", () => {
    assert.equal(levelOf({ consumed: "24.719999" }), "NONE");
    assert.equal(levelOf({ consumed: "24.72" }), "WARN");
    assert.equal(levelOf({ consumed: "26.4" }), "CRITICAL");
    const under = computeVariance(line({ consumed: "20" }), LIMITS);
    assert.deepEqual(
      [under.level, under.direction, under.percent, under.absolute.value],
      ["CRITICAL", "UNDER", "16.67", "4"],
    );
  });

  it("is critical from an absolute amount on, where the plant names one in the unit of the line", () => {
    const limits = { warnPct: 50, criticalPct: 90, criticalAbs: { value: "1", unit: "KGM" } };
    assert.equal(levelOf({ consumed: "25" }, limits), "CRITICAL");
    assert.equal(levelOf({ consumed: "25" }, { ...limits, criticalAbs: { value: "1", unit: "LTR" } }), "NONE");
  });

  it("is critical for a component that the order does not plan at all", () => {
    const unplanned = computeVariance(line({ required: "0", consumed: "1" }), LIMITS);
    assert.deepEqual(
      [unplanned.level, unplanned.reason, unplanned.percent],
      ["CRITICAL", "UNPLANNED_COMPONENT", undefined],
    );
    assert.equal(levelOf({ required: "0", consumed: "0" }), "NONE");
  });

  it("says nothing before anything is made", () => {
    assert.equal(levelOf({ made: "0", consumed: "60" }), "NONE");
  });

  it("rounds what cannot be said with six decimals", () => {
    assert.equal(computeVariance(line({ made: "1", ordered: "3", required: "1" }), LIMITS).planned.value, "0.333333");
  });

  it("shows no negative quantity when more was returned than issued", () => {
    const returned = computeVariance(line({ consumed: "-2" }), LIMITS);
    assert.deepEqual([returned.actual.value, returned.absolute.value, returned.direction], ["0", "26", "UNDER"]);
  });
});
