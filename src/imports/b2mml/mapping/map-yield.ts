import type { Quantity } from "../../../kernel/quantity.js";
import type { MaterialEntry } from "../message/b2mml-message.js";
import { B2MML_PROBLEMS } from "../problems.js";
import type { ConfirmationDocument, LotQuantityDocument } from "./governed-documents.js";
import { mapQuantity } from "./map-quantity.js";
import type { MappingContext } from "./mapping-context.js";
import { reportUncarried } from "./property-values.js";
import { sumQuantities } from "./sum-quantities.js";

/** Produced materials of one segment → yield and produced lots. */
export function mapYield(
  produced: readonly MaterialEntry[],
  context: MappingContext,
): Pick<ConfirmationDocument, "yield" | "producedLots"> {
  let total: Quantity | undefined;
  const lots: LotQuantityDocument[] = [];
  for (const material of produced) {
    reportLeftOut(material, context);
    const quantity = mapQuantity(material.quantity, material.pointer, context);
    if (quantity === undefined) continue;
    total = total === undefined ? quantity : sumQuantities(total, quantity, material.pointer, context);
    if (material.lotNumber !== undefined) lots.push({ lotNumber: material.lotNumber, quantity });
  }
  return { ...(total === undefined ? {} : { yield: total }), ...(lots.length === 0 ? {} : { producedLots: lots }) };
}

/** A confirmation has no place for the handling unit a product was put into. */
function reportLeftOut(material: MaterialEntry, context: MappingContext): void {
  reportUncarried(material.properties, [], context);
  if (material.subLotId === undefined) return;
  context.findings.add("INFO", {
    code: B2MML_PROBLEMS.B2MML_VALUE_NOT_CARRIED.code,
    message: `Sub-lot ${material.subLotId.slice(0, 60)} of the product is left out.`,
    pointer: material.pointer,
  });
}
