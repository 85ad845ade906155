import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type UnitDefinition, amountOf, convert, toQuantity } from "./quantity.js";
import { parseDecimal, rational } from "./rational.js";

const unit = (code: string, dimension: string, factor = rational(1n)): UnitDefinition => ({ code, dimension, factor });
const KGM = unit("KGM", "mass");
const GRM = unit("GRM", "mass", rational(1n, 1000n));
const LBR = unit("LBR", "mass", parseDecimal("0.45359237"));

describe("Quantity", () => {
  it("converts exactly there and back, also by a factor that no binary number can hold", () => {
    const pounds = convert(parseDecimal("0.1"), KGM, LBR);
    assert.ok(pounds !== undefined);
    assert.deepEqual(convert(pounds, LBR, KGM), parseDecimal("0.1"));
    assert.deepEqual(convert(parseDecimal("1.5"), KGM, GRM), parseDecimal("1500"));
  });

  it("does not convert between dimensions", () => {
    assert.equal(convert(rational(1n), KGM, unit("LTR", "volume")), undefined);
  });

  it("is canonical only with six decimals at most", () => {
    assert.deepEqual(toQuantity(amountOf({ value: "1.500000", unit: "KGM" }), "KGM"), { value: "1.5", unit: "KGM" });
    assert.equal(toQuantity(rational(1n, 3n), "KGM"), undefined);
  });
});
