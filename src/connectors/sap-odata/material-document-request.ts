import type { PlantProfile } from "../../plants/public.js";
import type { MovementItem, PostingDocument, PostingKind } from "../connector.js";
import { movementTypeOf } from "./movement-types.js";
import { RefusedPayload } from "../refused-payload.js";
import { sapAmount, sapDate, sapField, sapInstant, sapMapped, sapUnit } from "./sap-fields.js";
import type { SapRequest } from "./sap-request.js";

/** Material document (API_MATERIAL_DOCUMENT_SRV). */
export const MATERIAL_DOCUMENT_SET = "API_MATERIAL_DOCUMENT_SRV/A_MaterialDocumentHeader";

/** Transaction group (GM_CODE) of SAP, by kind: 02 receipt of an order, 03 issue, 04 transfer posting, 05 other receipt. */
const TRANSACTION_GROUPS: Partial<Record<PostingKind, string>> = {
  ISSUE_TO_ORDER: "03",
  RECEIPT_FROM_ORDER: "02",
  BYPRODUCT_RECEIPT: "05",
  RETURN_TO_STOCK: "03",
  TRANSFER_LOCATION: "04",
  TRANSFER_PLANT: "04",
  TRANSFER_MATERIAL: "04",
  STATUS_CHANGE: "04",
  SCRAP: "03",
  COUNT_ADJUSTMENT: "05",
};

/** Usability of received stock (INSMK): quality inspection, blocked. */
const USABILITY: Readonly<Record<string, string>> = { UNRESTRICTED: "", QUALITY: "X", BLOCKED: "S" };

export function materialDocumentRequest(
  document: PostingDocument,
  externalKey: string,
  profile: PlantProfile,
): SapRequest {
  const group = TRANSACTION_GROUPS[document.kind];
  if (group === undefined) throw new RefusedPayload("MAPPING_MISSING", `${document.kind} is not a goods movement.`);
  return {
    entitySet: MATERIAL_DOCUMENT_SET,
    payload: {
      GoodsMovementCode: group,
      PostingDate: sapDate(document.postingDate),
      DocumentDate: sapDate(document.postingDate),
      ReferenceDocument: externalKey,
      // The ERP keeps only the date of what happened in the plant.
      MaterialDocumentHeaderText: sapInstant(document.occurredAt),
      to_MaterialDocumentItem: { results: (document.items ?? []).map((item) => toItem(item, document, profile)) },
    },
  };
}

function toItem(item: MovementItem, document: PostingDocument, profile: PlantProfile): Record<string, unknown> {
  const isReceipt = document.kind === "RECEIPT_FROM_ORDER";
  return {
    Material: sapField("Material", item.materialNumber),
    Plant: sapField("Plant", document.plantCode),
    // The canonical storage location is the ERP's own; mappings.storageLocation leads to the MES.
    StorageLocation: sapField("StorageLocation", item.storageLocationCode ?? ""),
    Batch: batchOf(item, profile),
    GoodsMovementType: movementTypeOf(document, item, profile),
    // A receipt refers to the order (F); the other movements carry it as account assignment.
    GoodsMovementRefDocType: isReceipt ? "F" : "",
    ManufacturingOrder: document.hasNoOrder === true ? "" : sapField("ManufacturingOrder", document.orderNumber),
    QuantityInEntryUnit: sapAmount(profile, item.quantity),
    EntryUnit: sapUnit(profile, item.quantity.unit),
    ...usabilityOf(item, document),
    ...otherEndOf(item, document, profile),
    ...reasonOf(document, profile),
    ...(item.handlingUnit === undefined ? {} : { MaterialDocumentItemText: `SSCC ${item.handlingUnit}` }),
    ...serialsOf(item),
  };
}

function batchOf(item: MovementItem, profile: PlantProfile): string {
  return item.lotNumber === undefined ? "" : sapMapped("Batch", profile, "lot", item.lotNumber);
}

/** Status changes say their statuses by the movement type; WIP is no stock of the ERP. */
function usabilityOf(item: MovementItem, document: PostingDocument): Record<string, string> {
  const status = document.kind === "STATUS_CHANGE" ? undefined : (item.toStockStatus ?? item.fromStockStatus);
  if (status === undefined || status === "UNRESTRICTED") return {};
  const code = USABILITY[status];
  if (code === undefined)
    throw new RefusedPayload("MAPPING_MISSING", `The ERP keeps no stock with the status ${status}.`);
  return { InventoryUsabilityCode: code };
}

const TRANSFERS: readonly PostingKind[] = ["TRANSFER_LOCATION", "TRANSFER_PLANT", "TRANSFER_MATERIAL"];

/** Where transferred material goes; the batch keeps its number. */
function otherEndOf(item: MovementItem, document: PostingDocument, profile: PlantProfile): Record<string, string> {
  if (!TRANSFERS.includes(document.kind)) return {};
  return {
    IssuingOrReceivingPlant: sapField("Plant", item.toPlantCode ?? document.plantCode),
    IssuingOrReceivingStorageLoc: sapField("StorageLocation", item.toStorageLocationCode ?? ""),
    IssgOrRcvgMaterial: sapField("Material", item.toMaterialNumber ?? item.materialNumber),
    IssgOrRcvgBatch: batchOf(item, profile),
  };
}

function reasonOf({ reasonCode }: PostingDocument, profile: PlantProfile): Record<string, string> {
  if (reasonCode === undefined) return {};
  return { GoodsMovementReasonCode: sapMapped("GoodsMovementReasonCode", profile, "reason", reasonCode) };
}

function serialsOf({ serials }: MovementItem): Record<string, unknown> {
  if (serials === undefined) return {};
  return {
    to_SerialNumbers: { results: serials.map((serial) => ({ SerialNumber: sapField("SerialNumber", serial) })) },
  };
}
