import { sha256Hex } from "../../kernel/hash.js";
import type { PlantProfile } from "../../plants/public.js";
import type { PostingDocument } from "../connector.js";
import { RefusedPayload } from "../refused-payload.js";
import { sapAmount, sapDate, sapField, sapInstant, sapMapped, sapUnit } from "./sap-fields.js";
import type { SapRequest } from "./sap-request.js";

/** Production order confirmation (API_PROD_ORDER_CONFIRMATION_2_SRV). */
export const CONFIRMATION_SET = "API_PROD_ORDER_CONFIRMATION_2_SRV/ProdnOrdConf2";

export function confirmationRequest(document: PostingDocument, externalKey: string, profile: PlantProfile): SapRequest {
  return {
    entitySet: CONFIRMATION_SET,
    payload: {
      OrderID: sapField("ManufacturingOrder", document.orderNumber),
      OrderOperation: sapField("OrderOperation", document.operationNumber ?? ""),
      Plant: sapField("Plant", document.plantCode),
      ConfirmationYieldQuantity: sapAmount(profile, document.yield),
      ConfirmationScrapQuantity: sapAmount(profile, document.scrap),
      ConfirmationReworkQuantity: sapAmount(profile, document.rework),
      ConfirmationUnit: sapUnit(profile, unitOf(document)),
      VarianceReasonCode: reasonOf(document, profile),
      FinalConfirmationType: document.isFinal === true ? "X" : "",
      PostingDate: sapDate(document.postingDate),
      ExternalSystemConfirmation: confirmationGuid(externalKey),
      // The ERP keeps no instant of its own for what happened in the plant.
      ConfirmationText: sapInstant(document.occurredAt),
    },
  };
}

/** The external key as the UUID the field wants: version 8 (RFC 9562 §5.8), from its SHA-256. */
export function confirmationGuid(externalKey: string): string {
  const hex = sha256Hex(externalKey);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join("-");
}

/** A confirmation has one unit for all its quantities. */
function unitOf(document: PostingDocument): string {
  const units = new Set([document.yield, document.scrap, document.rework].flatMap((amount) => amount?.unit ?? []));
  const [unit, other] = [...units];
  if (other === undefined) return unit ?? "";
  throw new RefusedPayload(
    "UOM_NOT_CONVERTIBLE",
    `yield, scrap and rework are in ${[...units].join(" and ")}; report one unit.`,
  );
}

function reasonOf(document: PostingDocument, profile: PlantProfile): string {
  const reason = document.scrapReasonCode;
  return reason === undefined ? "" : sapMapped("VarianceReasonCode", profile, "reason", reason);
}
