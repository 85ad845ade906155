import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { MovementItem, PostingDocument, PostingKind, StockStatus } from "../connector.js";
import { testDocument, testProfile } from "../connector-fixtures.js";
import { materialDocumentRequest } from "./material-document-request.js";
import { movementTypeOf } from "./movement-types.js";
import { RefusedPayload } from "../refused-payload.js";

const PROFILE = testProfile("http://127.0.0.1:9");
const mapped = (movementType: Readonly<Record<string, string>>) => ({
  ...PROFILE,
  mappings: { ...PROFILE.mappings, movementType },
});

const ITEM: MovementItem = {
  materialNumber: "RM-100",
  quantity: { value: "1", unit: "KGM" },
  storageLocationCode: "RM01",
};

function documentOf(
  kind: PostingKind,
  item: Partial<MovementItem>,
  members: Partial<PostingDocument> = {},
): PostingDocument {
  return { ...testDocument(kind, "1000042", "2026-11-23T08:00:00Z"), items: [{ ...ITEM, ...item }], ...members };
}

/** Movement type of a document, and of what takes it back. */
function typesOf(kind: PostingKind, item: Partial<MovementItem> = {}, profile = PROFILE): [string, string] {
  const of = (isReversal: boolean): string =>
    movementTypeOf(documentOf(kind, item, { isReversal }), { ...ITEM, ...item }, profile);
  return [of(false), of(true)];
}

const change = (fromStockStatus: StockStatus, toStockStatus: StockStatus) => ({ fromStockStatus, toStockStatus });

describe("SAP movement types", () => {
  it("book each kind of movement, and take it back", () => {
    assert.deepEqual(typesOf("ISSUE_TO_ORDER"), ["261", "262"]);
    assert.deepEqual(typesOf("RECEIPT_FROM_ORDER"), ["101", "102"]);
    assert.deepEqual(typesOf("BYPRODUCT_RECEIPT"), ["531", "532"]);
    assert.deepEqual(typesOf("RETURN_TO_STOCK"), ["262", "261"]);
    assert.deepEqual(typesOf("TRANSFER_LOCATION"), ["311", "312"]);
    assert.deepEqual(typesOf("TRANSFER_PLANT"), ["301", "302"]);
    assert.deepEqual(typesOf("TRANSFER_MATERIAL"), ["309", "310"]);
    assert.deepEqual(typesOf("SCRAP"), ["551", "552"]);
    assert.deepEqual(typesOf("COUNT_ADJUSTMENT", { isGain: true }), ["701", "702"]);
    assert.deepEqual(typesOf("COUNT_ADJUSTMENT", { isGain: false }), ["702", "701"]);
  });

  it("book each change of the stock status; the way back is the opposite change", () => {
    assert.deepEqual(typesOf("STATUS_CHANGE", change("QUALITY", "UNRESTRICTED")), ["321", "322"]);
    assert.deepEqual(typesOf("STATUS_CHANGE", change("UNRESTRICTED", "QUALITY")), ["322", "321"]);
    assert.deepEqual(typesOf("STATUS_CHANGE", change("BLOCKED", "UNRESTRICTED")), ["343", "344"]);
    assert.deepEqual(typesOf("STATUS_CHANGE", change("UNRESTRICTED", "BLOCKED")), ["344", "343"]);
    assert.deepEqual(typesOf("STATUS_CHANGE", change("BLOCKED", "QUALITY")), ["349", "350"]);
    assert.deepEqual(typesOf("STATUS_CHANGE", change("QUALITY", "BLOCKED")), ["350", "349"]);
  });

  it("are those of the plant where it maps its own, and never a guess for the way back", () => {
    const own = mapped({ SCRAP: "Z51", "SCRAP:REVERSAL": "Z52", "STATUS_CHANGE:QUALITY:BLOCKED": "Z50" });
    assert.deepEqual(typesOf("SCRAP", {}, own), ["Z51", "Z52"]);
    assert.throws(() => typesOf("STATUS_CHANGE", change("QUALITY", "BLOCKED"), own), {
      name: RefusedPayload.name,
      code: "MAPPING_MISSING",
      message: /mappings\.movementType\["STATUS_CHANGE:QUALITY:BLOCKED:REVERSAL"\]/,
    });
    assert.deepEqual(typesOf("SCRAP", {}, mapped({ SCRAP: "551" })), ["551", "552"]);
  });

  it("have no stock of WIP", () => {
    assert.throws(() => typesOf("STATUS_CHANGE", change("WIP", "BLOCKED")), { code: "MAPPING_MISSING" });
    assert.throws(() => materialDocumentRequest(documentOf("SCRAP", { fromStockStatus: "WIP" }), "K", PROFILE), {
      code: "MAPPING_MISSING",
    });
  });
});

describe("a SAP material document", () => {
  const itemOf = (document: PostingDocument): Readonly<Record<string, unknown>> => {
    const { payload } = materialDocumentRequest(document, "0123456789ABCDEF", PROFILE);
    const [item] = (payload["to_MaterialDocumentItem"] as { results: Record<string, unknown>[] }).results;
    return item ?? {};
  };

  it("of a transfer names where the material goes, and keeps its batch", () => {
    const item = itemOf(
      documentOf("TRANSFER_PLANT", { lotNumber: "LOT-1", toPlantCode: "P300", toStorageLocationCode: "RM02" }),
    );
    assert.deepEqual(
      [
        item["IssuingOrReceivingPlant"],
        item["IssuingOrReceivingStorageLoc"],
        item["IssgOrRcvgMaterial"],
        item["IssgOrRcvgBatch"],
      ],
      ["P300", "RM02", "RM-100", "LOT-1"],
    );
  });

  it("without an order has no order, and carries its reason, serial numbers, SSCC and stock type", () => {
    const item = itemOf(
      documentOf(
        "BYPRODUCT_RECEIPT",
        { serials: ["S1"], handlingUnit: "106141412345678908", toStockStatus: "QUALITY" },
        { hasNoOrder: true, reasonCode: "S01" },
      ),
    );
    assert.deepEqual(
      [item["ManufacturingOrder"], item["GoodsMovementReasonCode"], item["InventoryUsabilityCode"]],
      ["", "0001", "X"],
    );
    assert.deepEqual(item["to_SerialNumbers"], { results: [{ SerialNumber: "S1" }] });
    assert.equal(item["MaterialDocumentItemText"], "SSCC 106141412345678908");
  });

  it("refuses a serial number that is longer than the ERP's field", () => {
    const serials = ["S".repeat(19)];
    assert.throws(() => itemOf(documentOf("SCRAP", { serials })), { code: "ADAPTER_FIELD_TOO_LONG" });
  });
});
