import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { OrderRelease } from "../order-release.js";
import type { OrderState, SyncState } from "../states.js";

/** One revision of one order, as its release workflow names it. */
export interface ReleaseReference {
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly revision: number;
}

/** An order whose row this transaction holds, with what its release needs. */
export interface ReleaseOrder extends ReleaseReference {
  readonly id: string;
  readonly version: number;
  readonly document: OrderRelease;
  readonly unit: string;
  /** Yield and scrap so far, decimal text in the unit. */
  readonly confirmed: string;
  readonly state: OrderState;
  readonly syncState: SyncState;
  /** Operation status of the accepted release. */
  readonly operationId: string;
  readonly dispatchId: string | null;
  readonly dispatchAttempts: number;
  readonly correlationId: string;
  readonly traceparent: string;
}

const LOCK = `
  SELECT id, plant_code AS "plantCode", order_number AS "orderNumber", revision, version, document, unit,
    trim_scale(yield + scrap)::text AS confirmed, state, sync_state AS "syncState", operation_id AS "operationId",
    dispatch_id AS "dispatchId", dispatch_attempts AS "dispatchAttempts", correlation_id AS "correlationId", traceparent
  FROM il.production_order
  WHERE plant_code = $1 AND order_number = $2 AND revision = $3 AND state NOT IN ('CANCELLED', 'ABORTED') FOR UPDATE`;

/** Locks the order's row; undefined when a newer revision has taken this one's place, or the order was given up. */
export async function lockRelease(tx: Tx, reference: ReleaseReference): Promise<ReleaseOrder | undefined> {
  const { plantCode, orderNumber, revision } = reference;
  return (await tx.query<ReleaseOrder>(LOCK, [plantCode, orderNumber, revision]))[0];
}
