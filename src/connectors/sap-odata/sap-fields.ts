import { type PlantProfile, SAP_CODE_LENGTHS, instantOf } from "../../plants/public.js";
import { erpCode, erpUnit } from "../erp-values.js";
import { RefusedPayload } from "../refused-payload.js";

/** SAP quantities are rounded to the plant's scale, three decimals. */
export { erpAmount as sapAmount } from "../erp-values.js";

/** Longest value of each SAP field that Interlock fills (ABAP dictionary lengths). */
const LENGTHS = {
  ManufacturingOrder: 12,
  OrderOperation: 4,
  Plant: 4,
  Material: 40,
  Batch: SAP_CODE_LENGTHS.lot,
  StorageLocation: 4,
  VarianceReasonCode: SAP_CODE_LENGTHS.reason,
  Unit: SAP_CODE_LENGTHS.unit,
  GoodsMovementType: SAP_CODE_LENGTHS.movementType,
  GoodsMovementReasonCode: SAP_CODE_LENGTHS.reason,
  SerialNumber: 18,
  ExternalReference: 40,
} as const;

type SapField = keyof typeof LENGTHS;

/**
 * @param remedy what mends a value that is too long
 * @throws RefusedPayload ADAPTER_FIELD_TOO_LONG; a value is never cut, since the rest of it would name something else.
 */
export function sapField(field: SapField, value: string, remedy = "Use a shorter code in the plant."): string {
  if (value.length <= LENGTHS[field]) return value;
  throw new RefusedPayload(
    "ADAPTER_FIELD_TOO_LONG",
    `"${value}" has ${value.length} characters; the SAP field ${field} takes ${LENGTHS[field]}. ${remedy}`,
  );
}

/** The ERP's code for a canonical one by a table of the plant profile; a code without an entry goes as it is. */
export function sapMapped(field: SapField, profile: PlantProfile, table: "lot" | "reason", code: string): string {
  return sapField(
    field,
    erpCode(profile, table, code),
    `Add mappings.${table}.${code} with the ERP's code to the plant folder and apply it.`,
  );
}

/** The ERP's own unit: the plant code that is mapped to the canonical unit, else the canonical (ISO) code itself. */
export function sapUnit(profile: PlantProfile, unit: string): string {
  return sapField("Unit", erpUnit(profile, unit));
}

/** Edm.DateTime of OData 2 in its JSON text form, midnight of the calendar date. */
export const sapDate = (date: string): string => `${date}T00:00:00`;

/** The instant in UTC with milliseconds: 24 characters, which fit the shortest text field (25). */
export const sapInstant = (instant: string): string => instantOf(instant).toISOString();
