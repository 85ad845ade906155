import type { Finding } from "../../kernel/finding.js";
import { type ProblemDefinition, type ProblemDetails, toProblem } from "../../kernel/problem.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import { settleOperation } from "../../platform/operations/operation-status.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { type ConfirmationRow, markConfirmation } from "./confirmation-row.js";

/** The states a report passes through, each change with its audit entry. */
export class ConfirmationMoves {
  constructor(private readonly audit: AuditLog) {}

  async quarantine(tx: Tx, row: ConfirmationRow, reason: string): Promise<void> {
    if (row.state === "QUARANTINED") return;
    await markConfirmation(tx, row.id, "QUARANTINED", { reason });
    await this.#record(tx, row, "confirmation:quarantine", { state: "QUARANTINED", reason });
  }

  async wait(tx: Tx, row: ConfirmationRow): Promise<void> {
    if (row.state === "WAITING_FOR_SEQUENCE") return;
    const reason = "SEQUENCE_GAP";
    await markConfirmation(tx, row.id, "WAITING_FOR_SEQUENCE", { reason });
    await this.#record(tx, row, "confirmation:wait", { state: "WAITING_FOR_SEQUENCE", reason });
  }

  async apply(tx: Tx, row: ConfirmationRow, findings: readonly Finding[], isOutOfOrder: boolean): Promise<void> {
    await markConfirmation(tx, row.id, "APPLIED", { findings, isOutOfOrder });
    await this.#record(tx, row, "confirmation:apply", { state: "APPLIED", isOutOfOrder });
  }

  /** Sets the report and its operation aside for a person. */
  async park(
    tx: Tx,
    row: ConfirmationRow,
    definition: ProblemDefinition,
    details: ProblemDetails & { readonly errors: readonly Finding[] },
  ): Promise<void> {
    const reason = definition.code;
    await markConfirmation(tx, row.id, "PARKED", { reason, findings: details.errors });
    const problem = toProblem(definition, { plantCode: row.plantCode, ...details }, row.correlationId);
    await settleOperation(tx, row.operationId, "PARKED", problem);
    await this.#record(tx, row, "confirmation:park", { state: "PARKED", reason });
  }

  #record(tx: Tx, row: ConfirmationRow, action: string, after: Readonly<Record<string, unknown>>): Promise<void> {
    const { plantCode, correlationId, traceparent, documentHash } = row;
    return this.audit.append(tx, [
      {
        actor: "worker",
        action,
        resourceType: "operation-confirmation",
        resourceId: row.id,
        plantCode,
        correlationId,
        traceparent,
        contentHash: documentHash,
        before: { state: row.state },
        after,
      },
    ]);
  }
}
