import type { PlantEventIntent } from "../../platform/messaging/outbox.js";
import type { Alert } from "./alert.js";

const CORRELATION_PREFIX = "alert-";

/** Alert of contracts/schemas/recovery-events.yaml. The writer holds the row of the alert. */
export function alertEvent(name: AlertEventName, alert: Alert): PlantEventIntent {
  const { id, plantCode, traceparent } = alert;
  return {
    name,
    plantCode,
    partitionKey: `${plantCode}/ALERT/${id}`,
    latencyClass: "RT",
    correlationId: correlationOf(alert),
    traceparent,
    data: dataOf(alert),
  };
}

export type AlertEventName = "alert.raised" | "alert.escalated" | "alert.acknowledged" | "alert.resolved";

/** What all events and audit entries of an alert are found by. */
export const correlationOf = ({ id }: Pick<Alert, "id">): string => CORRELATION_PREFIX + id;

function dataOf(alert: Alert): PlantEventIntent["data"] {
  const { rule, subject, severity, title, detail, remedy, count, escalationLevel, raisedAt } = alert;
  return {
    alertId: alert.id,
    rule,
    subject,
    severity,
    title,
    detail,
    remedy,
    ...(alert.owner === null ? {} : { owner: alert.owner }),
    count,
    escalationLevel,
    raisedAt,
    ...(alert.acknowledgedBy === null ? {} : { acknowledgedBy: alert.acknowledgedBy }),
    ...(alert.resolvedAt === null ? {} : { resolvedAt: alert.resolvedAt }),
  };
}
