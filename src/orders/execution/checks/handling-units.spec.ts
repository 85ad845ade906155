import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { codesOf, exampleContext, exampleReport, kilograms } from "./execution-fixture.js";
import { checkHandlingUnits } from "./handling-units.js";

describe("the handling units of a report", () => {
  it("carry a right check digit, and the pointer names the wrong one", () => {
    const lots = ["340123450000000000", "340123450000000001"].map((handlingUnit) => ({
      lotNumber: "A",
      quantity: kilograms("1"),
      handlingUnit,
    }));
    const consumption = [
      {
        componentLine: "0010",
        quantity: kilograms("3"),
        lots: [{ lotNumber: "A", quantity: kilograms("1") }, ...lots],
      },
    ];
    const findings = checkHandlingUnits(exampleReport({ consumption }), exampleContext());
    assert.deepEqual(codesOf(findings), ["BAD_CHECK_DIGIT /consumption/0/lots/2/handlingUnit"]);
  });
});
