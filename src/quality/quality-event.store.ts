import type { TransactionWrite } from "../platform/accept/public.js";
import type { Tx } from "../platform/persistence/unit-of-work.js";
import { type QualityScope, scopeKey } from "./quality-scope.js";

export type QualityEventKind =
  | "INSPECTION_RESULT"
  | "HOLD_PLACED"
  | "HOLD_RELEASED"
  | "NONCONFORMANCE_RAISED"
  | "NONCONFORMANCE_CLOSED"
  | "USAGE_DECISION";

/** One entry of the quality record. */
export interface NewQualityEvent {
  readonly id: string;
  readonly kind: QualityEventKind;
  readonly scope: QualityScope;
  readonly severity?: string | undefined;
  readonly holdId?: string | undefined;
  readonly nonconformanceId?: string | undefined;
  readonly occurredAt: Date;
  readonly operationId: string;
}

const INSERT = `
  INSERT INTO il.quality_event (id, kind, plant_code, scope, scope_key, severity, hold_id, nonconformance_id, document,
    document_hash, operation_id, client_id, correlation_id, traceparent, occurred_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`;

/** Adds to the record what the request says, as it came. */
export async function insertQualityEvent(tx: Tx, write: TransactionWrite, event: NewQualityEvent): Promise<void> {
  await tx.query(INSERT, [
    event.id,
    event.kind,
    write.plantCode,
    JSON.stringify(event.scope),
    scopeKey(event.scope),
    event.severity ?? null,
    event.holdId ?? null,
    event.nonconformanceId ?? null,
    write.document,
    write.documentHash,
    event.operationId,
    write.clientId,
    write.correlationId,
    write.traceparent,
    event.occurredAt,
  ]);
}
