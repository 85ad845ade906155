import { mapCode } from "./map-code.js";
import type { MappingContext } from "./mapping-context.js";

/** UNECE Rec 20 code of a unit the plant's files use; a quantity without a unit is no quantity. */
export function mapUnit(unit: string | undefined, pointer: string, context: MappingContext): string | undefined {
  if (unit !== undefined)
    return mapCode({ key: "mappings.unit", entries: context.profile.mappings.unit }, unit, pointer, context);
  return context.findings.refuse({
    code: "UOM_UNKNOWN",
    message: "The quantity has an empty UnitOfMeasure.",
    pointer,
    fix: "Send the unit of every quantity; only properties may leave it empty.",
  });
}
