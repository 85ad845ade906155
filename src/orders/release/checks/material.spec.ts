import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkMaterial } from "./material.js";
import { NOW, exampleData, exampleOrder } from "./release-fixture.js";

describe("material", () => {
  it("takes known materials", () => {
    assert.deepEqual(checkMaterial(exampleOrder(), exampleData(), NOW), []);
  });

  it("refuses unknown materials wherever the order names them", () => {
    const data = exampleData({ without: ["material FG-4711", "material RM-200"] });
    const order = exampleOrder({ coProducts: [{ materialNumber: "CO-1", quantity: { value: "1", unit: "KGM" } }] });
    assert.deepEqual(
      checkMaterial(order, data, NOW).map(({ code, pointer }) => `${code} ${pointer}`),
      [
        "MATERIAL_UNKNOWN /material/number",
        "MATERIAL_UNKNOWN /components/1/materialNumber",
        "MATERIAL_UNKNOWN /coProducts/0/materialNumber",
      ],
    );
  });

  it("refuses a blocked material", () => {
    const data = exampleData({
      records: [{ type: "material", document: { number: "RM-100", baseUnit: "KGM", status: "BLOCKED" } }],
    });
    assert.deepEqual(
      checkMaterial(exampleOrder(), data, NOW).map(({ code }) => code),
      ["MATERIAL_BLOCKED"],
    );
  });
});
