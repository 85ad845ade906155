import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkAmounts } from "./amounts.js";
import { checkLine, exampleLine, kilograms } from "./movement-fixture.js";

const check = (value: string, unit: string): string[] =>
  checkLine(
    checkAmounts,
    exampleLine({ quantity: { value, unit }, lots: [{ lotNumber: "L", quantity: kilograms("1") }] }),
  );

describe("the amounts of a movement", () => {
  it("are in a unit that converts to the material's own, which may be one of the material", () => {
    assert.deepEqual(check("1", "BG"), []);
    assert.deepEqual(check("1", "TNE"), []);
    assert.deepEqual(check("1", "LTR"), ["UOM_NOT_CONVERTIBLE /lines/0/quantity/unit"]);
    assert.deepEqual(check("1", "QQQ"), ["UOM_UNKNOWN /lines/0/quantity/unit"]);
  });

  it("are above zero and lose no digit in the ERP", () => {
    assert.deepEqual(check("0", "KGM"), ["BAD_QUANTITY /lines/0/quantity/value"]);
    assert.deepEqual(check("0.001", "KGM"), []);
    assert.deepEqual(check("0.0001", "KGM"), ["UOM_ROUNDING_LOSS /lines/0/quantity/value"]);
  });

  it("are judged lot by lot too", () => {
    const lots = [{ lotNumber: "L", quantity: kilograms("0") }];
    assert.deepEqual(checkLine(checkAmounts, exampleLine({ lots })), ["BAD_QUANTITY /lines/0/lots/0/quantity/value"]);
  });
});
