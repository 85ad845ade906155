import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DocumentKind, ErpDocument } from "./erp-document.js";
import { countStatistics } from "./statistics.js";

let count = 0;
const document = (kind: DocumentKind, minute: number, orderNumber = "1", key = `K${count++}`): ErpDocument => ({
  kind,
  plant: "P100",
  orderNumber,
  number: "1",
  key,
  occurredAt: new Date(Date.UTC(2026, 10, 23, 8, minute)).toISOString(),
  payload: {},
});

describe("ERP statistics", () => {
  it("finds nothing wrong with issue, confirmation, receipt per report, orders interleaved", () => {
    const documents = [
      document("ORDER_ACKNOWLEDGEMENT", 59),
      document("ISSUE_TO_ORDER", 1),
      document("ISSUE_TO_ORDER", 0, "2"),
      document("CONFIRMATION", 1),
      document("RECEIPT_FROM_ORDER", 1),
      document("ISSUE_TO_ORDER", 2),
    ];
    const { inversions, duplicates, byKind } = countStatistics(documents);
    assert.deepEqual([inversions, duplicates, byKind["ISSUE_TO_ORDER"]], [0, 0, 3]);
  });

  it("counts a receipt before its confirmation, an older report after a newer one, and a late acknowledgement", () => {
    const documents = [
      document("RECEIPT_FROM_ORDER", 1),
      document("CONFIRMATION", 1),
      document("ISSUE_TO_ORDER", 0),
      document("ORDER_ACKNOWLEDGEMENT", 0),
    ];
    const { inversions, invertedOrders } = countStatistics(documents);
    assert.deepEqual([inversions, invertedOrders], [3, ["P100/1"]]);
  });

  it("counts every document beyond the first of a key", () => {
    const { duplicates } = countStatistics([1, 1, 1].map((minute) => document("ISSUE_TO_ORDER", minute, "1", "same")));
    assert.equal(duplicates, 2);
  });
});
