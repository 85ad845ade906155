import assert from "node:assert/strict";
import { test } from "node:test";
import type { OrderRelease, ReleasedOperation } from "../order-release.js";
import { firstOperations } from "./release-operations.js";

function order(...operations: Omit<ReleasedOperation, "workCenterCode">[]): OrderRelease {
  return {
    orderNumber: "1",
    plantCode: "P1",
    revision: 1,
    erpSystem: "ERP1",
    orderType: "DISCRETE",
    material: { number: "FG" },
    quantity: { value: "1", unit: "C62" },
    plannedStart: "2026-11-23T08:00:00Z",
    plannedEnd: "2026-11-23T16:00:00Z",
    routing: { id: "RT", version: "1" },
    bom: { id: "BOM", version: "1" },
    operations: operations.map((operation) => ({ ...operation, workCenterCode: "W" })),
    components: [],
  };
}

test("without named predecessors an order begins with all operations of its lowest sequence", () => {
  const parallel = order(
    { operationNumber: "0020", sequence: 2 },
    { operationNumber: "0010", sequence: 1 },
    { operationNumber: "0011", sequence: 1 },
  );
  assert.deepEqual(firstOperations(parallel), ["0010", "0011"]);
});

test("named predecessors win over the sequence, and an empty list lets an operation begin at once", () => {
  const named = order(
    { operationNumber: "0010", sequence: 1, predecessors: ["0030"] },
    { operationNumber: "0020", sequence: 2 },
    { operationNumber: "0030", sequence: 3, predecessors: [] },
  );
  assert.deepEqual(firstOperations(named), ["0030"]);
});
