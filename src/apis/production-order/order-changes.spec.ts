import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sha256Hex } from "../../kernel/hash.js";
import { changeOrder, ownedFieldsOf } from "./order-changes.js";

const stored = {
  orderNumber: "1000042",
  plantCode: "P100",
  revision: 3,
  erpSystem: "ERP1",
  orderType: "PROCESS" as const,
  material: { number: "FG-4711" },
  quantity: { value: "100", unit: "KGM" },
  priority: 50,
  plannedStart: "2026-11-23T08:00:00Z",
  plannedEnd: "2026-11-23T16:00:00Z",
  routing: { id: "RT-4711", version: "1" },
  bom: { id: "BOM-4711", version: "1" },
  operations: [],
  components: [],
};

describe("a change of an order", () => {
  it("is its next revision, with the members that it names and all the others as they were", () => {
    const { order, document, documentHash, changed } = changeOrder(stored, {
      quantity: { value: "120", unit: "KGM" },
      priority: 1,
    });
    assert.deepEqual(order, { ...stored, revision: 4, quantity: { value: "120", unit: "KGM" }, priority: 1 });
    assert.deepEqual([JSON.parse(document), documentHash], [order, sha256Hex(document)]);
    assert.deepEqual(changed, ["quantity", "priority"]);
  });

  it("asks for the owner of each member once", () => {
    const dates = { plannedStart: "2026-11-24T08:00:00Z", plannedEnd: "2026-11-24T16:00:00Z" };
    assert.deepEqual(ownedFieldsOf({ ...dates, priority: 2 }), ["plannedDates", "orderControl"]);
  });
});
