import { B2MML_PROBLEMS } from "../problems.js";
import type { MaterialUseEntry } from "./collect-segments.js";
import type { ComponentDocument } from "./governed-documents.js";
import { mapCode } from "./map-code.js";
import { mapMaterialNumber } from "./map-material-number.js";
import { mapSegment } from "./map-operations.js";
import { mapQuantity } from "./map-quantity.js";
import type { MappingContext } from "./mapping-context.js";
import { componentLineOf, reportUncarried } from "./property-values.js";

/** Consumed materials → component lines; two lines of one material stay two lines. */
export function mapComponents(consumed: readonly MaterialUseEntry[], context: MappingContext): ComponentDocument[] {
  return consumed.map((entry) => mapComponent(entry, context)).filter((component) => component !== undefined);
}

function mapComponent(
  { material, operation }: MaterialUseEntry,
  context: MappingContext,
): ComponentDocument | undefined {
  reportUncarried(material.properties, ["Indice"], context);
  const componentLine = componentLineOf(material, context);
  const quantity = mapQuantity(material.quantity, material.pointer, context);
  const location = mapLocation(material.locationId, material.pointer, context);
  if (operation === undefined) return refuseOutside(material.pointer, material.materialNumber, context);
  const operationNumber = mapSegment(operation.processSegmentId, operation.pointer, context);
  if (componentLine === undefined || quantity === undefined || operationNumber === undefined) return undefined;
  const materialNumber = mapMaterialNumber(material.materialNumber, context);
  return { componentLine, operationNumber, materialNumber, quantity, ...location };
}

/** Storage location of an equipment id. */
export function mapLocation(
  locationId: string | undefined,
  pointer: string,
  context: MappingContext,
): { readonly storageLocationCode?: string } {
  if (locationId === undefined) return {};
  const table = { key: "mappings.storageLocation", entries: context.profile.mappings.storageLocation };
  const storageLocationCode = mapCode(table, locationId, pointer, context);
  return storageLocationCode === undefined ? {} : { storageLocationCode };
}

function refuseOutside(pointer: string, materialNumber: string, context: MappingContext): undefined {
  return context.findings.refuse({
    code: B2MML_PROBLEMS.B2MML_CONTENT_MISSING.code,
    message: `Material ${materialNumber} is consumed outside any process segment.`,
    pointer,
    fix: "Send it inside the SegmentRequirement with the ProcessSegmentID of its operation.",
  });
}
