import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  add,
  compare,
  divide,
  formatExact,
  formatRounded,
  multiply,
  parseDecimal,
  rational,
  subtract,
} from "./rational.js";

const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, scale]) => rational(digits, 10n ** BigInt(scale)));

describe("Rational", () => {
  it("reads and writes decimals without losing a digit", () => {
    fc.assert(
      fc.property(decimals, (value) => {
        const text = formatExact(value, 6);
        assert.ok(text !== undefined);
        assert.equal(compare(parseDecimal(text), value), 0);
      }),
    );
  });

  it("takes back what it adds and what it multiplies by", () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        assert.deepEqual(subtract(add(a, b), b), a);
        fc.pre(b.num !== 0n);
        assert.deepEqual(divide(multiply(a, b), b), a);
      }),
    );
  });

  it("says when a value does not fit the digits instead of rounding it", () => {
    assert.equal(formatExact(rational(1n, 3n), 6), undefined);
    assert.equal(formatExact(parseDecimal("1.0000001"), 6), undefined);
    assert.equal(formatExact(parseDecimal("1.500000"), 0), undefined);
    assert.equal(formatExact(parseDecimal("-0.50"), 6), "-0.5");
  });

  it("rounds half away from zero where it is asked to", () => {
    const rounded = ["0.0005", "-0.0005", "0.00049", "2.9995"].map((text) => formatRounded(parseDecimal(text), 3));
    assert.deepEqual(rounded, ["0.001", "-0.001", "0", "3"]);
  });

  it("refuses what is no decimal, and a denominator of zero", () => {
    for (const text of ["", "1,5", "1e3", ".5", "5.", "0x10", " 1"])
      assert.throws(() => parseDecimal(text), SyntaxError);
    assert.throws(() => rational(1n, 0n), RangeError);
  });
});
