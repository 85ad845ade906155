import { DUPLICATE } from "../send-outcome.js";

/**
 * SAP message (class/number) → code of the catalogue (problems.ts). Message numbers differ between releases and custom
 * checks, so a plant adds to the map or overrides it by `systems.erp.errorMap`; a message in neither map parks as
 * ERP_REJECTED and shows its number. The value DUPLICATE marks the refusal of a second confirmation with the same
 * external key.
 */
export const SAP_ERROR_MAP: Readonly<Record<string, string>> = {
  "CO/469": "ERP_LOCKED",
  "M3/897": "ERP_LOCKED",
  "M3/682": "ERP_LOCKED",
  "RU/494": "ERP_ORDER_CLOSED",
  "RU/505": DUPLICATE,
  "CO/017": "ERP_ORDER_UNKNOWN",
  "RU/012": "ERP_ORDER_NOT_RELEASED",
  "M7/053": "POSTING_PERIOD_CLOSED",
  "M7/021": "MATERIAL_SHORTAGE",
  "M7/042": "LOT_UNKNOWN",
  "M7/178": "LOT_RESTRICTED",
  "M7/018": "STORAGE_LOCATION_MISSING",
  "M7/120": "ERP_NOT_AUTHORIZED",
  "M7/305": "UOM_NOT_CONVERTIBLE",
  "M3/305": "MATERIAL_UNKNOWN",
  "M3/351": "MATERIAL_UNKNOWN",
};
