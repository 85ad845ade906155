import { amountOf } from "../kernel/quantity.js";
import { compare, formatRounded, ZERO } from "../kernel/rational.js";
import type { PlantProfile } from "../plants/public.js";
import type { AmountText } from "./connector.js";
import { RefusedPayload } from "./refused-payload.js";

/**
 * The amount rounded half away from zero to the ERP's scale: the only place where a quantity loses digits.
 * @throws RefusedPayload UOM_ROUNDING_LOSS when a real amount would become zero.
 */
export function erpAmount(profile: PlantProfile, amount: AmountText | undefined): string {
  if (amount === undefined) return "0";
  const exact = amountOf(amount);
  const rounded = formatRounded(exact, profile.systems.erp.quantityScale);
  if (compare(exact, ZERO) === 0 || rounded !== "0") return rounded;
  throw new RefusedPayload(
    "UOM_ROUNDING_LOSS",
    `${amount.value} ${amount.unit} is 0 with ${profile.systems.erp.quantityScale} decimals; report it in a smaller unit.`,
  );
}

/** The ERP's own unit: the plant code that is mapped to the canonical unit, else the canonical (ISO) code itself. */
export function erpUnit(profile: PlantProfile, unit: string): string {
  return Object.entries(profile.mappings.unit).find(([, canonical]) => canonical === unit)?.[0] ?? unit;
}

/** The ERP's code for a canonical one by a table of the plant profile; a code without an entry goes as it is. */
export function erpCode(profile: PlantProfile, table: "lot" | "reason" | "movementType", code: string): string {
  return Object.entries(profile.mappings[table]).find(([canonical]) => canonical === code)?.[1] ?? code;
}
