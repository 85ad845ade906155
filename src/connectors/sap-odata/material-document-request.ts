import type { PlantProfile } from "../../plants/public.js";
import type { MovementItem, PostingDocument, PostingKind } from "../connector.js";
import { RefusedPayload } from "./refused-payload.js";
import { sapAmount, sapDate, sapField, sapInstant, sapMapped, sapUnit } from "./sap-fields.js";
import type { SapRequest } from "./sap-request.js";

/** Material document (API_MATERIAL_DOCUMENT_SRV). */
export const MATERIAL_DOCUMENT_SET = "API_MATERIAL_DOCUMENT_SRV/A_MaterialDocumentHeader";

/** Goods movement code (transaction group) and movement type of SAP, by kind of posting. */
const MOVEMENTS: Partial<Record<PostingKind, { readonly code: string; readonly type: string }>> = {
  ISSUE_TO_ORDER: { code: "03", type: "261" },
  RECEIPT_FROM_ORDER: { code: "02", type: "101" },
  BYPRODUCT_RECEIPT: { code: "05", type: "531" },
  SCRAP: { code: "03", type: "551" },
};

export function materialDocumentRequest(
  document: PostingDocument,
  externalKey: string,
  profile: PlantProfile,
): SapRequest {
  const movement = MOVEMENTS[document.kind];
  if (movement === undefined) throw new RefusedPayload("MAPPING_MISSING", `${document.kind} is not a goods movement.`);
  const type = sapField("GoodsMovementType", profile.mappings.movementType[document.kind] ?? movement.type);
  return {
    entitySet: MATERIAL_DOCUMENT_SET,
    payload: {
      GoodsMovementCode: movement.code,
      PostingDate: sapDate(document.postingDate),
      DocumentDate: sapDate(document.postingDate),
      ReferenceDocument: externalKey,
      // The ERP keeps only the date of what happened in the plant.
      MaterialDocumentHeaderText: sapInstant(document.occurredAt),
      to_MaterialDocumentItem: { results: (document.items ?? []).map((item) => toItem(item, type, document, profile)) },
    },
  };
}

function toItem(
  item: MovementItem,
  type: string,
  document: PostingDocument,
  profile: PlantProfile,
): Record<string, string> {
  const isReceipt = document.kind === "RECEIPT_FROM_ORDER";
  return {
    Material: sapField("Material", item.materialNumber),
    Plant: sapField("Plant", document.plantCode),
    // The canonical storage location is the ERP's own; mappings.storageLocation leads to the MES.
    StorageLocation: sapField("StorageLocation", item.storageLocationCode ?? ""),
    Batch: item.lotNumber === undefined ? "" : sapMapped("Batch", profile, "lot", item.lotNumber),
    GoodsMovementType: type,
    // A receipt refers to the order (F); the other movements carry it as account assignment.
    GoodsMovementRefDocType: isReceipt ? "F" : "",
    ManufacturingOrder: sapField("ManufacturingOrder", document.orderNumber),
    QuantityInEntryUnit: sapAmount(profile, item.quantity),
    EntryUnit: sapUnit(profile, item.quantity.unit),
  };
}
