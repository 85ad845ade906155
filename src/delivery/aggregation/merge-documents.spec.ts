import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testDocument } from "../../connectors/connector-fixtures.js";
import type { PostingDocument } from "../../connectors/public.js";
import { compareDocuments, isMergeable, mergeDocuments, mergeKey } from "./merge-documents.js";

const issue = (value: string, changes: Partial<PostingDocument> = {}): PostingDocument => {
  const document = testDocument("ISSUE_TO_ORDER", "1", "2026-11-23T08:00:00Z");
  const items = (document.items ?? []).map((item) => ({ ...item, quantity: { value, unit: "KGM" } }));
  return { ...document, items, ...changes };
};

describe("documents that become one", () => {
  it("are added without rounding, line by line and lot by lot", () => {
    const other = { materialNumber: "RM-200", componentLine: "0020", quantity: { value: "1", unit: "KGM" } };
    const merged = mergeDocuments([
      issue("0.1"),
      issue("0.2", { items: [...(issue("0.2").items ?? []), other] }),
      issue("1000000.000003", { occurredAt: "2026-11-23T09:00:00Z" }),
    ]);
    assert.deepEqual(
      merged.items?.map(({ componentLine, quantity }) => [componentLine, quantity.value]),
      [
        ["0010", "1000000.300003"],
        ["0020", "1"],
      ],
    );
    assert.equal(merged.occurredAt, "2026-11-23T09:00:00Z");
  });

  it("keep apart what differs in lot, place or unit", () => {
    const [item] = issue("1").items ?? [];
    assert.ok(item);
    const apart = [
      { ...item, lotNumber: "LOT-2" },
      { ...item, storageLocationCode: "RM02" },
      { ...item, quantity: { value: "1", unit: "GRM" } },
    ];
    assert.equal(mergeDocuments([issue("1"), issue("1", { items: apart })]).items?.length, 4);
  });

  it("are of one day, kind, operation, reason and unit", () => {
    const key = mergeKey(issue("1"));
    assert.equal(mergeKey(issue("2")), key);
    for (const changes of [{ postingDate: "2026-11-24" }, { operationNumber: "0020" }, { reasonCode: "S01" }]) {
      assert.notEqual(mergeKey(issue("1", changes)), key);
    }
  });

  it("go to the ERP day by day, what was consumed before what came of it", () => {
    const kinds = ["RECEIPT_FROM_ORDER", "CONFIRMATION", "ISSUE_TO_ORDER"] as const;
    const documents = kinds.flatMap((kind) =>
      ["2026-11-24", "2026-11-23"].map((postingDate) => ({ ...testDocument(kind, "1", ""), postingDate })),
    );
    assert.deepEqual(
      documents.toSorted(compareDocuments).map(({ kind, postingDate }) => `${postingDate.slice(-2)} ${kind}`),
      ["23", "24"].flatMap((day) => kinds.toReversed().map((kind) => `${day} ${kind}`)),
    );
  });

  it("are never the end of an operation, a reversal, a movement without an order or serial numbers", () => {
    assert.equal(isMergeable(issue("1")), true);
    assert.equal(isMergeable({ ...testDocument("CONFIRMATION", "1", ""), isFinal: true }), false);
    assert.equal(isMergeable(issue("1", { isReversal: true })), false);
    assert.equal(isMergeable(issue("1", { hasNoOrder: true })), false);
    const [item] = issue("1").items ?? [];
    assert.ok(item);
    assert.equal(isMergeable(issue("1", { items: [{ ...item, serials: ["1"] }] })), false);
    assert.equal(isMergeable(testDocument("ORDER_ACKNOWLEDGEMENT", "1", "")), false);
  });
});
