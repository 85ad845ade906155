import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkAmounts } from "./amounts.js";
import { codesOf, exampleContext, exampleReport, kilograms } from "./execution-fixture.js";

const check = (changes: Parameters<typeof exampleReport>[0]): string[] =>
  codesOf(checkAmounts(exampleReport(changes), exampleContext()));

describe("the amounts of a report", () => {
  it("are taken in every unit that is exact in the unit of the order", () => {
    assert.deepEqual(check({ yield: { value: "2", unit: "BG" }, scrap: { value: "500", unit: "GRM" } }), []);
    assert.deepEqual(check({ yield: { value: "0.0001", unit: "GRM" } }), ["UOM_ROUNDING_LOSS /yield/value"]);
    assert.deepEqual(check({ rework: { value: "1", unit: "LTR" } }), ["UOM_NOT_CONVERTIBLE /rework/unit"]);
  });

  it("are zero only where an operation ends", () => {
    assert.deepEqual(check({ yield: kilograms("0.000") }), ["BAD_QUANTITY /yield/value"]);
    assert.deepEqual(check({ yield: kilograms("0"), kind: "COMPLETE" }), []);
    assert.deepEqual(check({ yield: kilograms("0"), final: true }), []);
  });

  it("are refused when their total could not be stored", () => {
    assert.deepEqual(check({ yield: { value: "999999999999", unit: "TNE" } }), ["BAD_QUANTITY /yield/value"]);
    const { order, ...context } = exampleContext();
    const nearlyFull = { ...context, order: { ...order, scrap: "999999999999.5" } };
    const checkScrap = (value: string): string[] =>
      codesOf(checkAmounts(exampleReport({ scrap: kilograms(value) }), nearlyFull));
    assert.deepEqual(checkScrap("0.499999"), []);
    assert.deepEqual(checkScrap("0.5"), ["BAD_QUANTITY /scrap/value"]);
  });

  it("are all looked at", () => {
    const findings = check({ yield: kilograms("0"), scrap: kilograms("0"), rework: { value: "1", unit: "LTR" } });
    assert.deepEqual(findings, [
      "BAD_QUANTITY /yield/value",
      "BAD_QUANTITY /scrap/value",
      "UOM_NOT_CONVERTIBLE /rework/unit",
    ]);
  });
});
