import type { Finding } from "../../../kernel/finding.js";
import { type MovementCheck, type MovementContext, refuse } from "./movement-context.js";

/** Every material is known and may be moved; what a transfer makes of it too. */
export const checkMaterial: MovementCheck = ({ lines, plantCode }, context) =>
  lines.flatMap(({ materialNumber, toMaterialNumber }, index) => [
    ...checkNumber(materialNumber, `/lines/${index}/materialNumber`, plantCode, context),
    ...(toMaterialNumber === undefined
      ? []
      : checkNumber(toMaterialNumber, `/lines/${index}/toMaterialNumber`, plantCode, context)),
  ]);

function checkNumber(number: string, pointer: string, plantCode: string, { records }: MovementContext): Finding[] {
  const material = records.find("material", number);
  if (material === undefined) {
    const message = `Material ${number} is not known in plant ${plantCode}.`;
    return [refuse("MATERIAL_UNKNOWN", pointer, message, `Send master data material ${number}.`)];
  }
  if (material.status !== "BLOCKED") return [];
  return [refuse("MATERIAL_BLOCKED", pointer, `Material ${number} is blocked.`, "Unblock the material first.")];
}
