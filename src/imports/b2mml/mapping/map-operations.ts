import { B2MML_PROBLEMS } from "../problems.js";
import type { OperationSegment } from "./collect-segments.js";
import type { OperationDocument } from "./governed-documents.js";
import { mapCode } from "./map-code.js";
import type { MappingContext } from "./mapping-context.js";
import { propertyValue, reportUncarried } from "./property-values.js";

/** Operations in document order, which is their sequence; those that cannot be mapped have left an ERROR behind. */
export function mapOperations(segments: readonly OperationSegment[], context: MappingContext): OperationDocument[] {
  return segments.flatMap((segment, index) => {
    reportUncarried(segment.parameters, ["Center"], context);
    const operationNumber = mapSegment(segment.processSegmentId, segment.pointer, context);
    const workCenterCode = mapCenter(segment, context);
    if (operationNumber === undefined || workCenterCode === undefined) return [];
    return [{ operationNumber, sequence: index + 1, name: segment.processSegmentId.slice(0, 80), workCenterCode }];
  });
}

/** Operation number of a process segment. */
export function mapSegment(processSegmentId: string, pointer: string, context: MappingContext): string | undefined {
  return mapCode({ key: "b2mml.segment", entries: context.profile.b2mml.segment }, processSegmentId, pointer, context);
}

function mapCenter(segment: OperationSegment, context: MappingContext): string | undefined {
  const center = propertyValue(segment.parameters, "Center");
  if (center === undefined) return refuseMissingCenter(segment, context);
  return mapCode({ key: "b2mml.center", entries: context.profile.b2mml.center }, center, segment.pointer, context);
}

function refuseMissingCenter(segment: OperationSegment, context: MappingContext): undefined {
  return context.findings.refuse({
    code: B2MML_PROBLEMS.B2MML_CONTENT_MISSING.code,
    message: `Process segment ${segment.processSegmentId} has no parameter Center.`,
    pointer: segment.pointer,
    fix: "Send the work centre as the production parameter Center.",
  });
}
