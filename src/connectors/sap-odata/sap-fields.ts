import { amountOf } from "../../kernel/quantity.js";
import { compare, formatRounded, ZERO } from "../../kernel/rational.js";
import { type PlantProfile, instantOf } from "../../plants/public.js";
import type { AmountText } from "../connector.js";
import { RefusedPayload } from "./refused-payload.js";

/** Longest value of each SAP field that Interlock fills (ABAP dictionary lengths). */
const LENGTHS = {
  ManufacturingOrder: 12,
  OrderOperation: 4,
  Plant: 4,
  Material: 40,
  Batch: 10,
  StorageLocation: 4,
  VarianceReasonCode: 4,
  Unit: 3,
  GoodsMovementType: 3,
  GoodsMovementReasonCode: 4,
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
  const entry = Object.entries(profile.mappings[table]).find(([canonical]) => canonical === code)?.[1];
  return sapField(
    field,
    entry ?? code,
    `Add mappings.${table}.${code} with the ERP's code to the plant folder and apply it.`,
  );
}

/** The ERP's own unit: the plant code that is mapped to the canonical unit, else the canonical (ISO) code itself. */
export function sapUnit(profile: PlantProfile, unit: string): string {
  const alias = Object.entries(profile.mappings.unit).find(([, canonical]) => canonical === unit)?.[0];
  return sapField("Unit", alias ?? unit);
}

/**
 * The amount rounded half away from zero to the ERP's scale: the only place where a quantity loses digits.
 * @throws RefusedPayload UOM_ROUNDING_LOSS when a real amount would become zero.
 */
export function sapAmount(profile: PlantProfile, amount: AmountText | undefined): string {
  if (amount === undefined) return "0";
  const exact = amountOf(amount);
  const rounded = formatRounded(exact, profile.systems.erp.quantityScale);
  if (compare(exact, ZERO) === 0 || rounded !== "0") return rounded;
  throw new RefusedPayload(
    "UOM_ROUNDING_LOSS",
    `${amount.value} ${amount.unit} is 0 with ${profile.systems.erp.quantityScale} decimals; report it in a smaller unit.`,
  );
}

/** Edm.DateTime of OData 2 in its JSON text form, midnight of the calendar date. */
export const sapDate = (date: string): string => `${date}T00:00:00`;

/** The instant in UTC with milliseconds: 24 characters, which fit the shortest text field (25). */
export const sapInstant = (instant: string): string => instantOf(instant).toISOString();
