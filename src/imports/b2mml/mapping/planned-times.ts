import type { ProductionRequest } from "../message/b2mml-message.js";
import { checkDateTime } from "../message/check-date-time.js";
import { B2MML_PROBLEMS } from "../problems.js";
import { durationMs } from "./duration-ms.js";
import type { MappingContext } from "./mapping-context.js";

interface PlannedTimes {
  readonly plannedStart: string;
  readonly plannedEnd: string;
}

/** Start and end of an order. A message without them starts at its creation and takes the plant's default length. */
export function plannedTimes(request: ProductionRequest, context: MappingContext): PlannedTimes | undefined {
  const plannedStart = timeOf(request.startTime, "StartTime", request, context);
  if (plannedStart === undefined) return undefined;
  const plannedEnd =
    request.endTime === undefined
      ? defaultEnd(plannedStart, context)
      : checkDateTime(request.endTime, `${request.pointer}/EndTime`, context.findings);
  if (request.startTime === undefined || request.endTime === undefined) reportDefault(request, plannedStart, context);
  return plannedEnd === undefined ? undefined : { plannedStart, plannedEnd };
}

function timeOf(
  text: string | undefined,
  name: string,
  request: ProductionRequest,
  context: MappingContext,
): string | undefined {
  return text === undefined
    ? context.header.createdAt
    : checkDateTime(text, `${request.pointer}/${name}`, context.findings);
}

function defaultEnd(plannedStart: string, context: MappingContext): string | undefined {
  const { plant, b2mml } = context.profile;
  const lengthMs = durationMs(b2mml.defaultDuration);
  if (lengthMs !== undefined) return new Date(Date.parse(plannedStart) + lengthMs).toISOString();
  return context.findings.refuse({
    code: B2MML_PROBLEMS.B2MML_CONTENT_UNSUPPORTED.code,
    message: `b2mml.defaultDuration "${b2mml.defaultDuration}" of plant ${plant} is not a duration in weeks, days or time.`,
    pointer: "",
    fix: "Write it as PT8H or P2D in plant.yaml and apply the plant folder.",
  });
}

function reportDefault(request: ProductionRequest, plannedStart: string, context: MappingContext): void {
  context.findings.add("INFO", {
    code: B2MML_PROBLEMS.B2MML_VALUE_DEFAULTED.code,
    message:
      `Order ${request.id} does not name both StartTime and EndTime: planned start ${plannedStart}, ` +
      `length ${context.profile.b2mml.defaultDuration} where no end is given.`,
    pointer: request.pointer,
  });
}
