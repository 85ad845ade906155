import type { PlantProfile } from "../../plants/public.js";
import type { MovementItem, PostingDocument, PostingKind } from "../connector.js";
import { RefusedPayload } from "../refused-payload.js";
import { sapField } from "./sap-fields.js";

/** Movement type of SAP and the one that takes it back. */
interface SapMovement {
  readonly type: string;
  readonly reversal: string;
}

/** Kinds with one movement type each. */
const MOVEMENTS: Partial<Record<PostingKind, SapMovement>> = {
  ISSUE_TO_ORDER: { type: "261", reversal: "262" },
  RECEIPT_FROM_ORDER: { type: "101", reversal: "102" },
  BYPRODUCT_RECEIPT: { type: "531", reversal: "532" },
  RETURN_TO_STOCK: { type: "262", reversal: "261" },
  TRANSFER_LOCATION: { type: "311", reversal: "312" },
  TRANSFER_PLANT: { type: "301", reversal: "302" },
  TRANSFER_MATERIAL: { type: "309", reversal: "310" },
  SCRAP: { type: "551", reversal: "552" },
};

/** From status to status; the way back is the reversal. SAP keeps no stock type for WIP. */
const STATUS_CHANGES: Readonly<Record<string, SapMovement>> = {
  "QUALITY:UNRESTRICTED": { type: "321", reversal: "322" },
  "UNRESTRICTED:QUALITY": { type: "322", reversal: "321" },
  "BLOCKED:UNRESTRICTED": { type: "343", reversal: "344" },
  "UNRESTRICTED:BLOCKED": { type: "344", reversal: "343" },
  "BLOCKED:QUALITY": { type: "349", reversal: "350" },
  "QUALITY:BLOCKED": { type: "350", reversal: "349" },
};

const GAIN: SapMovement = { type: "701", reversal: "702" };
const LOSS: SapMovement = { type: "702", reversal: "701" };

/**
 * The movement type of one item: the plant's (`mappings.movementType`), else SAP's own. Keys of the plant's map are the
 * kind, for status changes and counts with what distinguishes them (`STATUS_CHANGE:QUALITY:BLOCKED`,
 * `COUNT_ADJUSTMENT:GAIN`), and for the way back with `:REVERSAL` behind it.
 * @throws RefusedPayload MAPPING_MISSING
 */
export function movementTypeOf(document: PostingDocument, item: MovementItem, profile: PlantProfile): string {
  const variant = variantOf(document.kind, item);
  const own = profile.mappings.movementType;
  const mapped = document.isReversal === true ? own[`${variant.key}:REVERSAL`] : own[variant.key];
  if (mapped !== undefined) return sapField("GoodsMovementType", mapped);
  const { reversal, type } = variant.movement;
  if (document.isReversal !== true) return type;
  if ((own[variant.key] ?? type) === type) return reversal;
  // SAP's own reversal would not take a type of the plant's back.
  throw new RefusedPayload(
    "MAPPING_MISSING",
    `The plant maps ${variant.key} to ${own[variant.key]} and names no movement type that takes it back. ` +
      `Add mappings.movementType["${variant.key}:REVERSAL"] to the plant folder and apply it.`,
  );
}

function variantOf(kind: PostingKind, item: MovementItem): { readonly key: string; readonly movement: SapMovement } {
  if (kind === "COUNT_ADJUSTMENT") {
    return item.isGain === true ? { key: `${kind}:GAIN`, movement: GAIN } : { key: `${kind}:LOSS`, movement: LOSS };
  }
  const change = `${item.fromStockStatus ?? "UNRESTRICTED"}:${item.toStockStatus ?? "UNRESTRICTED"}`;
  const key = kind === "STATUS_CHANGE" ? `${kind}:${change}` : kind;
  const movement = kind === "STATUS_CHANGE" ? STATUS_CHANGES[change] : MOVEMENTS[kind];
  if (movement !== undefined) return { key, movement };
  throw new RefusedPayload("MAPPING_MISSING", `The ERP has no movement type for ${key.replaceAll(":", " ")}.`);
}
