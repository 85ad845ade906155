import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Rational, compare, formatExact, formatRounded, parseDecimal, rational } from "../../kernel/rational.js";
import { REC20_UNITS } from "./rec20-units.js";
import { UnitRegistry } from "./unit-registry.js";

const registry = new UnitRegistry();

/** Every ordered pair of units of one dimension. */
const pairs = REC20_UNITS.flatMap((from) =>
  REC20_UNITS.filter((to) => to.dimension === from.dimension).map((to) => [from.code, to.code] as const),
);

function convert(amount: Rational, from: string, to: string): Rational {
  const converted = registry.convert(amount, from, to);
  assert.ok(converted !== undefined, `${from} to ${to}`);
  return converted;
}

describe("UnitRegistry", () => {
  it("returns every quantity of six decimals unchanged from a round trip over any two units of a dimension", () => {
    const amounts = fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }).map((micro) => rational(micro, 1_000_000n));
    fc.assert(
      fc.property(amounts, fc.constantFrom(...pairs), (amount, [from, to]) => {
        assert.equal(compare(convert(convert(amount, from, to), to, from), amount), 0);
      }),
      { numRuns: 2000 },
    );
  });

  it("returns every pair of units of a dimension from its round trip exactly", () => {
    const amount = parseDecimal("123456789012.123457");
    for (const [from, to] of pairs) {
      assert.equal(
        formatExact(convert(convert(amount, from, to), to, from), 6),
        "123456789012.123457",
        `${from} ${to}`,
      );
    }
    assert.ok(pairs.length > 400, "the table lost units");
  });

  it("agrees with itself by way of a third unit", () => {
    fc.assert(
      fc.property(fc.constantFrom(...pairs), fc.constantFrom(...REC20_UNITS), ([from, to], via) => {
        fc.pre(REC20_UNITS.some((unit) => unit.code === from && unit.dimension === via.dimension));
        const amount = rational(1n);
        assert.equal(compare(convert(convert(amount, from, via.code), via.code, to), convert(amount, from, to)), 0);
      }),
    );
  });

  // Definitions: NIST SP 811 Appendix B, exact factors.
  const known: readonly (readonly [value: string, from: string, to: string, expected: string])[] = [
    ["1", "LBR", "KGM", "0.45359237"],
    ["1", "LBR", "ONZ", "16"],
    ["1", "STN", "LBR", "2000"],
    ["1", "LTN", "LBR", "2240"],
    ["3", "GLL", "LTR", "11.356235352"],
    ["1", "GLL", "QTL", "4"],
    ["1", "GLL", "PTL", "8"],
    ["1", "GLL", "OZA", "128"],
    ["1", "GLL", "INQ", "231"],
    ["1", "GLI", "LTR", "4.54609"],
    ["1", "FTQ", "INQ", "1728"],
    ["1", "MTQ", "LTR", "1000"],
    ["1", "SMI", "FOT", "5280"],
    ["1", "FOT", "INH", "12"],
    ["1", "YRD", "MTR", "0.9144"],
    ["1", "FTK", "INK", "144"],
    ["1", "YDK", "FTK", "9"],
    ["60", "SEC", "MIN", "1"],
    ["1", "WEE", "HUR", "168"],
    ["1", "GRO", "DZN", "12"],
    ["1", "P1", "59", "10000"],
    ["1", "KWH", "3B", "3.6"],
    ["1", "TNE", "MGM", "1000000000"],
  ];
  for (const [value, from, to, expected] of known) {
    it(`knows that ${value} ${from} is ${expected} ${to}`, () => {
      assert.equal(formatExact(convert(parseDecimal(value), from, to), 12), expected);
    });
  }

  it("converts a second to minutes without the error of a rounded factor", () => {
    assert.equal(formatRounded(convert(parseDecimal("86400"), "SEC", "MIN"), 6), "1440");
  });

  it("converts neither unknown units nor across dimensions", () => {
    assert.equal(registry.convert(rational(1n), "KGM", "LTR"), undefined);
    assert.equal(registry.convert(rational(1n), "KG", "KGM"), undefined);
    assert.equal(registry.find("constructor"), undefined);
  });

  it("names each unit once, by a code of two or three characters", () => {
    const codes = REC20_UNITS.map(({ code }) => code);
    assert.equal(new Set(codes).size, codes.length);
    assert.deepEqual(
      codes.filter((code) => !/^[A-Z0-9]{2,3}$/.test(code)),
      [],
    );
  });

  it("takes units of the master data, but never another factor for a built-in one", () => {
    const own = new UnitRegistry([
      { code: "SR", dimension: "count", num: 10, den: 1 },
      { code: "DZN", dimension: "count", num: 13, den: 1 },
    ]);
    assert.equal(formatExact(own.convert(rational(6n), "SR", "DZN") ?? rational(0n), 0), "5");
  });
});
