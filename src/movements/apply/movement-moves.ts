import type { Finding } from "../../kernel/finding.js";
import { type ProblemDefinition, toProblem } from "../../kernel/problem.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import { settleOperation } from "../../platform/operations/operation-status.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { type MovementRow, markMovement } from "./movement-row.js";

/** As many findings as a problem of the contract carries; the movement itself keeps them all. */
const PROBLEM_ERRORS_MAX = 200;

/** The states a movement passes through before its posting, each change with its audit entry. */
export class MovementMoves {
  constructor(private readonly audit: AuditLog) {}

  async quarantine(tx: Tx, row: MovementRow, reason: string): Promise<void> {
    if (row.state === "QUARANTINED") return;
    await markMovement(tx, row.id, "QUARANTINED", { reason });
    await this.#record(tx, row, "movement:quarantine", { state: "QUARANTINED", reason });
  }

  async apply(tx: Tx, row: MovementRow, findings: readonly Finding[]): Promise<void> {
    await markMovement(tx, row.id, "APPLIED", { findings });
    await this.#record(tx, row, "movement:apply", { state: "APPLIED" });
  }

  /** Sets the movement and its operation aside for a person; its reason is the code of the first error. */
  async park(tx: Tx, row: MovementRow, definition: ProblemDefinition, findings: readonly Finding[]): Promise<void> {
    const error = findings.find(({ severity }) => severity === "ERROR");
    const reason = error?.code ?? definition.code;
    await markMovement(tx, row.id, "PARKED", { reason, findings });
    const details = { plantCode: row.plantCode, ...(error === undefined ? {} : { detail: error.message }) };
    const problem = toProblem(
      definition,
      { ...details, errors: findings.slice(0, PROBLEM_ERRORS_MAX) },
      row.correlationId,
    );
    await settleOperation(tx, row.operationId, "PARKED", problem);
    await this.#record(tx, row, "movement:park", { state: "PARKED", reason });
  }

  #record(tx: Tx, row: MovementRow, action: string, after: Readonly<Record<string, unknown>>): Promise<void> {
    const { plantCode, correlationId, traceparent, documentHash } = row;
    return this.audit.append(tx, [
      {
        actor: "worker",
        action,
        resourceType: "inventory-movement",
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
