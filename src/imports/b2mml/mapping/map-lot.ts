import type { MaterialLot } from "../message/b2mml-message.js";
import { checkDateTime } from "../message/check-date-time.js";
import { B2MML_PROBLEMS } from "../problems.js";
import type { GovernedCall } from "./governed-documents.js";
import { mapMaterialNumber } from "./map-material-number.js";
import { mapStatus } from "./map-status.js";
import { mapStockBalances } from "./map-stock-balances.js";
import type { MappingContext } from "./mapping-context.js";
import { masterDataCall } from "./master-data-call.js";
import { propertyValue, reportUncarried } from "./property-values.js";

const EXPIRY = "ExpiryDate";

/** MaterialLot → the lot's record when it has a status of its own, and a balance for each quantity it names. */
export function mapLot(lot: MaterialLot, context: MappingContext): GovernedCall[] {
  reportUncarried(lot.properties, [EXPIRY], context);
  if (lot.status === undefined && lot.quantity === undefined && lot.subLots.length === 0) refuseEmpty(lot, context);
  return [...mapRecord(lot, context), ...mapStockBalances(lot, context)];
}

function mapRecord(lot: MaterialLot, context: MappingContext): GovernedCall[] {
  if (lot.status === undefined) return [];
  const meaning = mapStatus(lot.status, lot.pointer, context);
  const expiry = propertyValue(lot.properties, EXPIRY);
  const expiresAt = expiry === undefined ? undefined : checkDateTime(expiry, lot.pointer, context.findings);
  if (meaning === undefined) return [];
  const materialNumber = mapMaterialNumber(lot.materialNumber, context);
  const document = {
    materialNumber,
    lotNumber: lot.id,
    disposition: meaning.disposition,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
  return [masterDataCall("lot", document, context.profile.plant)];
}

function refuseEmpty(lot: MaterialLot, context: MappingContext): void {
  context.findings.refuse({
    code: B2MML_PROBLEMS.B2MML_CONTENT_MISSING.code,
    message: `Lot ${lot.id} has neither a Status nor a Quantity.`,
    pointer: lot.pointer,
    fix: "Send what is known of the lot: its Status, its Quantity or its sub-lots.",
  });
}
