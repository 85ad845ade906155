import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { compare, formatExact, rational } from "../../kernel/rational.js";
import type { Material } from "../master-data/documents.js";
import { MaterialUnits } from "./material-units.js";
import { UnitRegistry } from "./unit-registry.js";

const paint: Material = {
  number: "PAINT",
  baseUnit: "KGM",
  altUnits: [
    { unit: "LTR", num: 13, den: 10 },
    { unit: "CA", num: 1, den: 3 },
  ],
};
const units = new MaterialUnits(new UnitRegistry(), new Map([[paint.number, paint]]));

function converted(value: string, from: string, to: string, material = "PAINT"): string | undefined {
  const amount = units.convert({ value, unit: from }, to, material);
  return amount === undefined ? undefined : formatExact(amount, 6);
}

describe("MaterialUnits", () => {
  it("converts by dimension, whatever the material", () => {
    assert.equal(converted("1500", "GRM", "KGM", "NOBODY"), "1.5");
  });

  it("converts by the material's own units, in both directions", () => {
    assert.equal(converted("10", "LTR", "KGM"), "13");
    assert.equal(converted("13", "KGM", "LTR"), "10");
    assert.equal(converted("9", "CA", "KGM"), "3");
  });

  it("combines both: millilitres and tonnes of a material that is a litre by its weight", () => {
    assert.equal(converted("1000", "MLT", "GRM"), "1300");
    assert.equal(converted("39", "CA", "LTR"), "10");
    assert.equal(converted("0.0013", "TNE", "DLT"), "10");
  });

  it("answers nothing where nothing defines the way", () => {
    assert.equal(converted("1", "MTR", "KGM"), undefined);
    assert.equal(converted("1", "LTR", "KGM", "NOBODY"), undefined);
    assert.equal(converted("1", "XX", "KGM"), undefined);
  });

  it("keeps a unit as it is, even one that nobody knows", () => {
    assert.equal(converted("7", "XX", "XX", "NOBODY"), "7");
  });

  it("returns any amount from a round trip over the material's units unchanged", () => {
    const codes = fc.constantFrom("KGM", "GRM", "LTR", "MLT", "CA", "LBR", "GLL");
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), codes, codes, (amount, from, to) => {
        const there = units.factorToBase(from, "PAINT");
        const back = units.factorToBase(to, "PAINT");
        assert.ok(there !== undefined && back !== undefined);
        const ratio = rational(there.num * back.den, there.den * back.num);
        const inverse = rational(back.num * there.den, back.den * there.num);
        const trip = rational(amount * ratio.num * inverse.num, ratio.den * inverse.den);
        assert.equal(compare(trip, rational(amount)), 0);
      }),
    );
  });
});
