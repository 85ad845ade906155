import type { Finding } from "../../kernel/finding.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { Movement } from "../movement.js";
import type { MovementState } from "../states.js";

/** A stored movement. */
export interface MovementRow {
  readonly id: string;
  readonly plantCode: string;
  readonly movementNumber: string;
  /** Order, or the number of the movement: what orders postings and events inside the plant. */
  readonly laneKey: string;
  readonly orderNumber: string | null;
  readonly document: Movement;
  readonly documentHash: string;
  readonly operationId: string;
  /** The movement that this one takes back. */
  readonly reverses: string | null;
  readonly state: MovementState;
  readonly version: number;
  readonly correlationId: string;
  readonly traceparent: string;
}

const COLUMNS = `
  id, plant_code AS "plantCode", movement_number AS "movementNumber", lane_key AS "laneKey",
  order_number AS "orderNumber", document, document_hash AS "documentHash", operation_id AS "operationId", reverses,
  state, version, correlation_id AS "correlationId", traceparent`;

const READ = `SELECT ${COLUMNS} FROM il.movement WHERE id = $1`;

const MARK = `
  UPDATE il.movement SET state = $2, reason = $3, findings = $4, version = version + 1, updated_at = now()
  WHERE id = $1`;

export async function readMovement(tx: Tx, id: string): Promise<MovementRow> {
  const [row] = await tx.query<MovementRow>(READ, [id]);
  if (row === undefined) throw new Error(`movement ${id} does not exist`);
  return row;
}

/** The order's row is locked before it. */
export async function lockMovement(tx: Tx, id: string): Promise<MovementRow> {
  const [row] = await tx.query<MovementRow>(`${READ} FOR UPDATE`, [id]);
  if (row === undefined) throw new Error(`movement ${id} does not exist`);
  return row;
}

/** @param reason problem code of a quarantined or parked movement */
export async function markMovement(
  tx: Tx,
  id: string,
  state: MovementState,
  outcome: { readonly reason?: string; readonly findings?: readonly Finding[] } = {},
): Promise<void> {
  const { reason, findings = [] } = outcome;
  await tx.query(MARK, [id, state, reason ?? null, JSON.stringify(findings)]);
}
