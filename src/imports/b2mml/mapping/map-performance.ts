import type { ProductionResponse, SegmentResponse } from "../message/b2mml-message.js";
import { checkDateTime } from "../message/check-date-time.js";
import { B2MML_PROBLEMS } from "../problems.js";
import { refuseUse } from "./collect-segments.js";
import type { ConfirmationDocument, GovernedCall } from "./governed-documents.js";
import { mapConsumption } from "./map-consumption.js";
import { mapSegment } from "./map-operations.js";
import { mapYield } from "./map-yield.js";
import type { MappingContext } from "./mapping-context.js";

/** ProductionResponse → one createConfirmation for each segment, in document order. */
export function mapPerformance(response: ProductionResponse, context: MappingContext): GovernedCall[] {
  return response.segments.flatMap((segment) => {
    const body = mapSegmentResponse(segment, context);
    return body === undefined ? [] : [toCall(response.requestId, body, context.profile.plant)];
  });
}

function toCall(orderNumber: string, body: ConfirmationDocument, plant: string): GovernedCall {
  return {
    operation: "createConfirmation",
    resource: `confirmation of order ${plant}/${orderNumber}, operation ${body.operationNumber}`,
    method: "POST",
    path: `/production-order/v1/orders/${encodeURIComponent(plant)}/${encodeURIComponent(orderNumber)}/confirmations`,
    body,
  };
}

/** B2MML counts no increments, so the report has no sequence, and it never says that an operation is finished. */
function mapSegmentResponse(segment: SegmentResponse, context: MappingContext): ConfirmationDocument | undefined {
  if (segment.materials.length === 0) return refuseEmpty(segment, context);
  const operationNumber = mapSegment(segment.processSegmentId, segment.pointer, context);
  const occurredAt = mapTime(segment, context);
  const content = mapMaterials(segment, context);
  if (operationNumber === undefined || occurredAt === undefined || context.findings.hasErrors) return undefined;
  return { operationNumber, kind: "PARTIAL", ...content, occurredAt };
}

/** The time is passed on as it is written: seven fractional digits and the offset are part of what the MES said. */
function mapTime(segment: SegmentResponse, context: MappingContext): string | undefined {
  if (segment.actualEndTime === undefined) return context.header.createdAt;
  return checkDateTime(segment.actualEndTime, `${segment.pointer}/ActualEndTime`, context.findings);
}

function mapMaterials(
  { materials }: SegmentResponse,
  context: MappingContext,
): Pick<ConfirmationDocument, "yield" | "consumption" | "producedLots"> {
  const other = materials.filter(({ use }) => use !== "Consumed" && use !== "Produced");
  for (const material of other) refuseUse(material, context);
  const consumption = mapConsumption(
    materials.filter(({ use }) => use === "Consumed"),
    context,
  );
  const produced = mapYield(
    materials.filter(({ use }) => use === "Produced"),
    context,
  );
  return { ...produced, ...(consumption.length === 0 ? {} : { consumption }) };
}

function refuseEmpty(segment: SegmentResponse, context: MappingContext): undefined {
  return context.findings.refuse({
    code: B2MML_PROBLEMS.B2MML_CONTENT_MISSING.code,
    message: `Segment ${segment.processSegmentId} reports no material.`,
    pointer: segment.pointer,
    fix: "Send at least one MaterialActual with the use Consumed or Produced.",
  });
}
