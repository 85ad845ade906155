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
  readonly version: number;
  /** Id of the confirmation that this one takes back; null for a report. */
  readonly reverses: string | null;
  readonly reversalReasonCode: string | null;
}

/** Columns of a ConfirmationRow. */
export const CONFIRMATION_COLUMNS = `
  id, plant_code AS "plantCode", order_number AS "orderNumber", client_id AS "clientId", sequence, document,
  document_hash AS "documentHash", operation_id AS "operationId", state, correlation_id AS "correlationId", traceparent,
  recorded_at AS "recordedAt", version, reverses, reversal_reason_code AS "reversalReasonCode"`;

const LOCK = `SELECT ${CONFIRMATION_COLUMNS} FROM il.confirmation WHERE id = $1 FOR UPDATE`;

const MARK = `
  UPDATE il.confirmation SET state = $2, reason = $3, findings = $4, out_of_order = $5, version = version + 1,
    applied_at = CASE WHEN $2 = 'APPLIED' THEN now() END
  WHERE id = $1`;

export async function lockConfirmation(tx: Tx, id: string): Promise<ConfirmationRow | undefined> {
  return (await tx.query<ConfirmationRow>(LOCK, [id]))[0];
}

/** True until the report is applied or parked. */
export const isOpen = ({ state }: ConfirmationRow): boolean => state !== "APPLIED" && state !== "PARKED";

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
