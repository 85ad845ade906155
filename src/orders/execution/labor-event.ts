import type { EventIntent } from "../../platform/messaging/outbox.js";
import type { ConfirmationRow } from "./confirmation-row.js";

/**
 * The event labor.recorded of a report that names labour, none without it. A reversal tells the same times once more,
 * with the confirmation that it takes them back of.
 */
export function laborEvent(row: ConfirmationRow): EventIntent[] {
  const { operationNumber, workCenterCode, labor, machineTime, occurredAt } = row.document;
  if (labor === undefined || labor.length === 0) return [];
  const { plantCode, orderNumber, correlationId, traceparent } = row;
  const data = {
    confirmationId: row.id,
    operationNumber,
    labor,
    occurredAt,
    ...(workCenterCode === undefined ? {} : { workCenterCode }),
    ...(machineTime === undefined ? {} : { machineTime }),
    ...(row.reverses === null ? {} : { reverses: row.reverses }),
  };
  return [{ plantCode, orderNumber, correlationId, traceparent, name: "labor.recorded", latencyClass: "BATCH", data }];
}
