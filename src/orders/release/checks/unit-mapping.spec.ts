import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Quantity } from "../../../kernel/quantity.js";
import { NOW, type FixtureChanges, exampleData, exampleOrder, orderWith } from "./release-fixture.js";
import { checkUnitMapping } from "./unit-mapping.js";

function found(quantity: Quantity, changes: FixtureChanges = {}): string[] {
  return checkUnitMapping(orderWith({ quantity }), exampleData(changes), NOW).map(
    ({ code, severity, pointer }) => `${severity} ${code} ${pointer}`,
  );
}

describe("unit-mapping", () => {
  it("takes units of the material's dimension and units the material defines", () => {
    assert.deepEqual(checkUnitMapping(exampleOrder(), exampleData(), NOW), []);
    assert.deepEqual(found({ value: "60000", unit: "GRM" }), []);
    assert.deepEqual(found({ value: "2", unit: "BG" }), [], "a bag of RM-100 is 25 KGM");
  });

  it("refuses a unit nobody knows", () => {
    assert.deepEqual(found({ value: "1", unit: "KG" }), ["ERROR UOM_UNKNOWN /components/0/quantity/unit"]);
  });

  it("leaves an unknown material to its own check, but not an unknown unit", () => {
    const without = ["material RM-100"];
    assert.deepEqual(found({ value: "1", unit: "KGM" }, { without }), []);
    assert.deepEqual(found({ value: "1", unit: "XXX" }, { without }), [
      "ERROR UOM_UNKNOWN /components/0/quantity/unit",
    ]);
  });

  it("refuses a unit of another dimension that the material does not define", () => {
    assert.deepEqual(found({ value: "1", unit: "LTR" }), ["ERROR UOM_NOT_CONVERTIBLE /components/0/quantity/unit"]);
  });

  it("takes millilitres of a material that defines the litre", () => {
    const document = { number: "RM-100", baseUnit: "KGM", altUnits: [{ unit: "LTR", num: 5, den: 4 }] };
    assert.deepEqual(found({ value: "800", unit: "MLT" }, { records: [{ type: "material", document }] }), []);
  });

  it("refuses decimals the ERP does not keep, and warns when only its base unit rounds", () => {
    assert.deepEqual(found({ value: "1.0001", unit: "KGM" }), ["ERROR UOM_ROUNDING_LOSS /components/0/quantity/value"]);
    assert.deepEqual(found({ value: "1.100", unit: "KGM" }), []);
    assert.deepEqual(found({ value: "1", unit: "LBR" }), ["WARN UOM_ROUNDING_LOSS /components/0/quantity/value"]);
  });

  it("checks allocated lots, operations and co-products too", () => {
    const quantity = { value: "1", unit: "XXX" };
    const order = {
      ...orderWith({ allocatedLots: [{ lotNumber: "L", quantity }] }),
      operations: [{ operationNumber: "0010", sequence: 1, workCenterCode: "MIX01", quantity }],
      coProducts: [{ materialNumber: "RM-200", quantity }],
    };
    assert.deepEqual(
      checkUnitMapping(order, exampleData(), NOW).map(({ pointer }) => pointer),
      ["/operations/0/quantity/unit", "/components/0/allocatedLots/0/quantity/unit", "/coProducts/0/quantity/unit"],
    );
  });
});
