import type { Problem } from "../../kernel/problem.js";
import type { Tx } from "../persistence/unit-of-work.js";

/** State of accepted work; PARKED waits for a person. */
export type OperationState = "RUNNING" | "SUCCEEDED" | "FAILED" | "PARKED";

/** The resource behind a 202 (OperationStatus of contracts/schemas/production-order.yaml). */
export interface OperationStatus {
  readonly id: string;
  /** operationId of the accepted request. */
  readonly kind: string;
  readonly state: OperationState;
  readonly plantCode: string;
  /** Path of the resource the work is about. */
  readonly resource: string;
  readonly submittedAt: string;
  readonly finishedAt?: string;
  readonly problem?: Problem;
}

/** Row of SELECT_OPERATIONS. */
export interface OperationStatusRow {
  readonly id: string;
  readonly kind: string;
  readonly state: OperationState;
  readonly plant_code: string;
  readonly resource: string;
  readonly submitted_at: Date;
  readonly finished_at: Date | null;
  readonly problem: Problem | null;
}

/** $1: ids */
export const SELECT_OPERATIONS = `
  SELECT id, kind, state, plant_code, resource, submitted_at, finished_at, problem
  FROM il.operation_status WHERE id = ANY($1)`;

const FINISH = `
  UPDATE il.operation_status
  SET state = $2, problem = $3, finished_at = CASE WHEN $2 = 'PARKED' THEN NULL ELSE greatest(clock_timestamp(), submitted_at) END
  WHERE id = $1 AND state IN ('RUNNING', 'PARKED')`;

/** Ends accepted work, or parks it; finished work stays as it ended. */
export async function settleOperation(
  tx: Tx,
  id: string,
  state: Exclude<OperationState, "RUNNING">,
  problem?: Problem,
): Promise<void> {
  await tx.query(FINISH, [id, state, problem === undefined ? null : JSON.stringify(problem)]);
}

const EXPLAIN = "UPDATE il.operation_status SET problem = $2 WHERE id = $1 AND state = 'RUNNING'";

/** Says why accepted work does not go on, or with undefined that it does; finished work stays as it ended. */
export async function explainOperation(tx: Tx, id: string, problem: Problem | undefined): Promise<void> {
  await tx.query(EXPLAIN, [id, problem === undefined ? null : JSON.stringify(problem)]);
}

export function toOperationStatus(row: OperationStatusRow): OperationStatus {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    plantCode: row.plant_code,
    resource: row.resource,
    submittedAt: row.submitted_at.toISOString(),
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at.toISOString() }),
    ...(row.problem === null ? {} : { problem: row.problem }),
  };
}
