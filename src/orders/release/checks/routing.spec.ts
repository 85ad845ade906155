import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { OrderRelease } from "../../order-release.js";
import type { PlantData } from "./release-check.js";
import { NOW, exampleData, exampleOrder } from "./release-fixture.js";
import { checkRouting } from "./routing.js";

const found = (order: OrderRelease, data: PlantData): string[] =>
  checkRouting(order, data, NOW).map(({ code, pointer }) => `${code} ${pointer}`);

const routing = { id: "RT-4711", version: "1", operations: [{ operationNumber: "0010" }, { operationNumber: "0020" }] };

describe("routing", () => {
  it("takes an order whose routing and bill are in force", () => {
    assert.deepEqual(found(exampleOrder(), exampleData()), []);
  });

  it("refuses a routing nobody knows", () => {
    const order = exampleOrder({ routing: { id: "RT-9", version: "1" } });
    assert.deepEqual(found(order, exampleData({ routingVersions: [] })), ["ROUTING_MISSING /routing/id"]);
  });

  it("refuses a version that is not in force on the planned start and names those there are", () => {
    const order = exampleOrder({ routing: { id: "RT-4711", version: "2" } });
    const [finding] = checkRouting(order, exampleData({ routingVersions: ["RT-4711/1", "RT-4711/2"] }), NOW);
    assert.equal(finding?.code, "ROUTING_VERSION_MISMATCH");
    assert.match(finding.message, /RT-4711\/1, RT-4711\/2/);
  });

  it("refuses an obsolete version", () => {
    const records = [{ type: "routing", document: { ...routing, status: "OBSOLETE" } }] as const;
    assert.deepEqual(found(exampleOrder(), exampleData({ records })), ["ROUTING_VERSION_MISMATCH /routing/version"]);
  });

  it("refuses a routing of another material and an operation the routing does not have", () => {
    const document = { ...routing, materialNumbers: ["FG-1"], operations: [{ operationNumber: "0010" }] };
    assert.deepEqual(found(exampleOrder(), exampleData({ records: [{ type: "routing", document }] })), [
      "ROUTING_MISSING /routing/id",
      "OPERATION_UNKNOWN /operations/1/operationNumber",
    ]);
  });

  it("refuses a bill that is missing, obsolete or of another material", () => {
    const bom = { id: "BOM-4711", version: "1", materialNumber: "FG-4711", items: [] };
    assert.deepEqual(found(exampleOrder(), exampleData({ without: ["bom BOM-4711/1"] })), ["BOM_MISSING /bom"]);
    for (const document of [{ ...bom, status: "OBSOLETE" } as const, { ...bom, materialNumber: "FG-1" }]) {
      assert.deepEqual(found(exampleOrder(), exampleData({ records: [{ type: "bom", document }] })), [
        "BOM_MISSING /bom",
      ]);
    }
  });
});
