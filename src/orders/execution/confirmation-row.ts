import type { Finding } from "../../kernel/finding.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { ConfirmationReport } from "../confirmation-report.js";
import type { ConfirmationState } from "../states.js";

/** A stored report, locked by this transaction. */
export interface ConfirmationRow {
  readonly id: string;
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly clientId: string;
  readonly sequence: number | null;
  readonly document: ConfirmationReport;
  readonly documentHash: string;
  readonly operationId: string;
  readonly state: ConfirmationState;
  readonly correlationId: string;
  readonly traceparent: string;
  readonly recordedAt: Date;
}

const COLUMNS = `
  id, plant_code AS "plantCode", order_number AS "orderNumber", client_id AS "clientId", sequence, document,
  document_hash AS "documentHash", operation_id AS "operationId", state, correlation_id AS "correlationId", traceparent,
  recorded_at AS "recordedAt"`;

const LOCK = `SELECT ${COLUMNS} FROM il.confirmation WHERE id = $1 FOR UPDATE`;

const LOCK_NEXT = `
  SELECT ${COLUMNS} FROM il.confirmation
  WHERE plant_code = $1 AND order_number = $2 AND client_id = $3 AND sequence = $4
    AND state IN ('RECEIVED', 'WAITING_FOR_SEQUENCE', 'QUARANTINED') FOR UPDATE`;

const MARK = `
  UPDATE il.confirmation SET state = $2, reason = $3, findings = $4, out_of_order = $5, version = version + 1,
    applied_at = CASE WHEN $2 = 'APPLIED' THEN now() END
  WHERE id = $1`;

export async function lockConfirmation(tx: Tx, id: string): Promise<ConfirmationRow | undefined> {
  return (await tx.query<ConfirmationRow>(LOCK, [id]))[0];
}

/** The open report of the same source with this number. */
export async function lockBySequence(
  tx: Tx,
  row: ConfirmationRow,
  sequence: number,
): Promise<ConfirmationRow | undefined> {
  return (await tx.query<ConfirmationRow>(LOCK_NEXT, [row.plantCode, row.orderNumber, row.clientId, sequence]))[0];
}

/** @param reason problem code of a report that waits, is quarantined or parked */
export async function markConfirmation(
  tx: Tx,
  id: string,
  state: ConfirmationState,
  outcome: { reason?: string; findings?: readonly Finding[]; isOutOfOrder?: boolean } = {},
): Promise<void> {
  const { reason, findings = [], isOutOfOrder = false } = outcome;
  await tx.query(MARK, [id, state, reason ?? null, JSON.stringify(findings), isOutOfOrder]);
}
