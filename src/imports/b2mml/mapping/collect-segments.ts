import type { MaterialEntry, ProductionRequest, SegmentRequirement } from "../message/b2mml-message.js";
import { B2MML_PROBLEMS } from "../problems.js";
import type { MappingContext } from "./mapping-context.js";

/** A material entry with the process segment it belongs to; undefined above the first one. */
export interface MaterialUseEntry {
  readonly material: MaterialEntry;
  readonly operation: OperationSegment | undefined;
}

/** A segment requirement that is an operation of the order. */
export type OperationSegment = SegmentRequirement & { readonly processSegmentId: string };

/** The segment tree of an order, sorted by what its parts mean. */
export interface OrderSegments {
  readonly operations: OperationSegment[];
  readonly produced: MaterialUseEntry[];
  readonly consumed: MaterialUseEntry[];
  /** Lots set aside for the components of their operation. */
  readonly allocations: MaterialUseEntry[];
}

/**
 * Walks the nested segments. The standard fixes neither the depth nor the names, so the content decides: a segment
 * with a ProcessSegmentID is an operation, except one inside an operation that holds nothing but lots without a use:
 * it allocates them to that operation. A segment without ProcessSegmentID only frames the order.
 */
export function collectSegments(request: ProductionRequest, context: MappingContext): OrderSegments {
  const found: OrderSegments = { operations: [], produced: [], consumed: [], allocations: [] };
  for (const segment of request.segments) collect(segment, undefined, found, context);
  return found;
}

function collect(
  segment: SegmentRequirement,
  outer: OperationSegment | undefined,
  found: OrderSegments,
  context: MappingContext,
): void {
  const own = isOperation(segment) && !isContainer(segment, outer) ? segment : undefined;
  if (own !== undefined) found.operations.push(own);
  const operation = own ?? outer;
  for (const material of segment.materials) sort({ material, operation }, found, context);
  for (const inner of segment.segments) collect(inner, operation, found, context);
}

function isOperation(segment: SegmentRequirement): segment is OperationSegment {
  return segment.processSegmentId !== undefined;
}

function isContainer(segment: SegmentRequirement, outer: OperationSegment | undefined): boolean {
  return outer !== undefined && segment.parameters.length === 0 && segment.materials.every(isAllocation);
}

function isAllocation(material: MaterialEntry): boolean {
  return material.use === undefined && material.lotNumber !== undefined;
}

function sort(entry: MaterialUseEntry, found: OrderSegments, context: MappingContext): void {
  if (isAllocation(entry.material)) found.allocations.push(entry);
  else if (entry.material.use === "Produced") found.produced.push(entry);
  else if (entry.material.use === "Consumed") found.consumed.push(entry);
  else refuseUse(entry.material, context);
}

/** Reports a MaterialUse that is missing or that no governed document has a place for. */
export function refuseUse(material: MaterialEntry, context: MappingContext): undefined {
  const isMissing = material.use === undefined;
  return context.findings.refuse({
    code: isMissing ? B2MML_PROBLEMS.B2MML_CONTENT_MISSING.code : B2MML_PROBLEMS.B2MML_CONTENT_UNSUPPORTED.code,
    message: isMissing
      ? `Material ${material.materialNumber} has no MaterialUse.`
      : `Material ${material.materialNumber} has the use ${material.use}, which is not imported.`,
    pointer: material.pointer,
    fix: "Send the use as Produced or Consumed.",
  });
}
