import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { Alert } from "./alert.js";
import { alertEvent, type AlertEventName, correlationOf } from "./alert-events.js";

/** Tells of alerts that have moved, in the transaction that has moved them. */
export class RecordAlerts {
  constructor(
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
  ) {}

  /** @param actor client id of the person, `worker` for what the watch does */
  async record(tx: Tx, name: AlertEventName, alerts: readonly Alert[], actor: string): Promise<void> {
    await this.outbox.append(
      tx,
      alerts.map((alert) => alertEvent(name, alert)),
    );
    await this.audit.append(
      tx,
      alerts.map((alert) => ({
        actor,
        action: name.replace(".", ":"),
        resourceType: "alert",
        resourceId: alert.id,
        plantCode: alert.plantCode,
        correlationId: correlationOf(alert),
        traceparent: alert.traceparent,
        ...(alert.note === null ? {} : { reason: alert.note }),
        after: {
          state: alert.state,
          rule: alert.rule,
          subject: alert.subject,
          severity: alert.severity,
          escalationLevel: alert.escalationLevel,
        },
      })),
    );
  }
}
