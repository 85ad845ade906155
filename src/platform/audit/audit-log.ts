import type { Clock } from "../../kernel/clock.js";
import type { Tx } from "../persistence/unit-of-work.js";

/** What is recorded of one change. */
export interface AuditIntent {
  /** Client id, or `worker` for what Interlock itself does. */
  readonly actor: string;
  /** `resource:action`, the permission that was used, or the workflow step. */
  readonly action: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly plantCode?: string;
  readonly correlationId: string;
  readonly traceparent?: string;
  /** SHA-256 of what was written, so that the entry proves the content without holding it. */
  readonly contentHash?: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
}

/** Row of il.audit_entry as the batch statements take it. */
export interface AuditRow {
  readonly actor: string;
  readonly action: string;
  readonly resource_type: string;
  readonly resource_id: string;
  readonly plant_code: string | null;
  readonly correlation_id: string;
  readonly entry: Readonly<Record<string, unknown>>;
}

const INSERT = `
  INSERT INTO il.audit_entry (actor, action, resource_type, resource_id, plant_code, correlation_id, entry)
  SELECT actor, action, resource_type, resource_id, plant_code, correlation_id, entry
  FROM json_to_recordset($1) AS a(actor text, action text, resource_type text, resource_id text, plant_code text,
    correlation_id text, entry json)`;

/** Writes audit entries in the transaction of the change they record: no entry, no change. */
export class AuditLog {
  constructor(private readonly clock: Clock) {}

  async append(tx: Tx, intents: readonly AuditIntent[]): Promise<void> {
    if (intents.length > 0) await tx.query(INSERT, [JSON.stringify(intents.map((intent) => this.row(intent)))]);
  }

  /** The time an entry made now carries, RFC 3339. */
  now(): string {
    return this.clock.now().toISOString();
  }

  row(intent: AuditIntent): AuditRow {
    return {
      actor: intent.actor,
      action: intent.action,
      resource_type: intent.resourceType,
      resource_id: intent.resourceId,
      plant_code: intent.plantCode ?? null,
      correlation_id: intent.correlationId,
      entry: { v: 1, time: this.now(), ...intent },
    };
  }
}
