import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { codesOf, exampleContext, exampleReport, kilograms } from "./execution-fixture.js";
import { checkProducedLots } from "./produced-lots.js";

const check = (...values: readonly string[]): string[] => {
  const producedLots = values.map((value, index) => ({ lotNumber: `FG-${index}`, quantity: kilograms(value) }));
  return codesOf(checkProducedLots(exampleReport({ yield: kilograms("10"), producedLots }), exampleContext()));
};

describe("the lots a report has produced", () => {
  it("are the yield, or none is named", () => {
    assert.deepEqual(check("4", "6"), []);
    assert.deepEqual(check(), []);
    assert.deepEqual(check("4", "5"), ["BAD_QUANTITY /producedLots"]);
    assert.deepEqual(check("4", "7"), ["BAD_QUANTITY /producedLots"]);
  });
});
