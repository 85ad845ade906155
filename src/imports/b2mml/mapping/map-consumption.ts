import type { Quantity } from "../../../kernel/quantity.js";
import type { MaterialEntry } from "../message/b2mml-message.js";
import type { ConsumptionDocument, LotQuantityDocument } from "./governed-documents.js";
import { mapHandlingUnit } from "./map-handling-unit.js";
import { mapQuantity } from "./map-quantity.js";
import type { MappingContext } from "./mapping-context.js";
import { componentLineOf, reportUncarried } from "./property-values.js";
import { sumQuantities } from "./sum-quantities.js";

/** Consumed materials of one segment; entries of one line and unit become one consumption with several lots. */
export function mapConsumption(consumed: readonly MaterialEntry[], context: MappingContext): ConsumptionDocument[] {
  const consumption: ConsumptionDocument[] = [];
  for (const material of consumed) {
    const part = mapConsumed(material, context);
    if (part !== undefined) mergeInto(consumption, part, material.pointer, context);
  }
  return consumption;
}

function mapConsumed(material: MaterialEntry, context: MappingContext): ConsumptionDocument | undefined {
  reportUncarried(material.properties, ["Indice"], context);
  const componentLine = componentLineOf(material, context);
  const quantity = mapQuantity(material.quantity, material.pointer, context);
  const lots = mapLots(material, quantity, context);
  return componentLine === undefined || quantity === undefined ? undefined : { componentLine, quantity, ...lots };
}

function mapLots(
  material: MaterialEntry,
  quantity: Quantity | undefined,
  context: MappingContext,
): { readonly lots?: readonly LotQuantityDocument[] } {
  const handlingUnit = mapHandlingUnit(material.subLotId, material.pointer, context);
  if (material.lotNumber === undefined || quantity === undefined) return {};
  return {
    lots: [{ lotNumber: material.lotNumber, quantity, ...(handlingUnit === undefined ? {} : { handlingUnit }) }],
  };
}

function mergeInto(
  consumption: ConsumptionDocument[],
  part: ConsumptionDocument,
  pointer: string,
  context: MappingContext,
): void {
  const index = consumption.findIndex(
    (other) => other.componentLine === part.componentLine && other.quantity.unit === part.quantity.unit,
  );
  const present = consumption[index];
  if (present === undefined) {
    consumption.push(part);
    return;
  }
  const quantity = sumQuantities(present.quantity, part.quantity, pointer, context) ?? present.quantity;
  const lots = [...(present.lots ?? []), ...(part.lots ?? [])];
  consumption[index] = { ...present, quantity, ...(lots.length === 0 ? {} : { lots }) };
}
