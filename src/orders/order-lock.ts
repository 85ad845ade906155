import type { Tx } from "../platform/persistence/unit-of-work.js";
import type { OrderRelease } from "./order-release.js";
import type { OperationState, OrderState, SyncState } from "./states.js";

/** An order whose row this transaction holds. Amounts are decimal text in the order's unit. */
export interface LockedOrder {
  readonly id: string;
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly revision: number;
  readonly version: number;
  readonly document: OrderRelease;
  readonly unit: string;
  readonly quantity: string;
  readonly state: OrderState;
  readonly syncState: SyncState;
  readonly yield: string;
  readonly scrap: string;
  readonly rework: string;
  readonly received: string;
  /** Client id → last sequence applied of that source. */
  readonly appliedSequence: Readonly<Record<string, number>>;
  readonly releasedAt: Date;
  readonly correlationId: string;
  readonly traceparent: string;
}

export interface OrderOperation {
  readonly operationNumber: string;
  readonly sequence: number;
  readonly workCenterCode: string;
  readonly confirmationRequired: boolean;
  readonly isMilestone: boolean;
  readonly state: OperationState;
  readonly isFinal: boolean;
  readonly yield: string;
  readonly scrap: string;
  readonly rework: string;
}

export interface OrderComponent {
  readonly componentLine: string;
  readonly operationNumber: string;
  readonly materialNumber: string;
  readonly unit: string;
  readonly storageLocationCode: string | null;
  readonly lotRequired: boolean;
  readonly backflush: boolean;
  readonly issued: string;
}

const LOCK = `
  SELECT id, plant_code AS "plantCode", order_number AS "orderNumber", revision, version, document, unit,
    trim_scale(quantity)::text AS quantity, state, sync_state AS "syncState", trim_scale(yield)::text AS yield,
    trim_scale(scrap)::text AS scrap, trim_scale(rework)::text AS rework, trim_scale(received)::text AS received,
    applied_sequence AS "appliedSequence", released_at AS "releasedAt", correlation_id AS "correlationId", traceparent
  FROM il.production_order WHERE plant_code = $1 AND order_number = $2 FOR UPDATE`;

const OPERATIONS = `
  SELECT operation_number AS "operationNumber", sequence, work_center_code AS "workCenterCode",
    confirmation_required AS "confirmationRequired", is_milestone AS "isMilestone", state, is_final AS "isFinal", trim_scale(yield)::text AS yield,
    trim_scale(scrap)::text AS scrap, trim_scale(rework)::text AS rework
  FROM il.order_operation WHERE plant_code = $1 AND order_number = $2 ORDER BY sequence, operation_number`;

const COMPONENTS = `
  SELECT component_line AS "componentLine", operation_number AS "operationNumber", material_number AS "materialNumber",
    unit, storage_location_code AS "storageLocationCode", lot_required AS "lotRequired", backflush,
    trim_scale(issued)::text AS issued
  FROM il.order_component WHERE plant_code = $1 AND order_number = $2`;

/** Locks the order's row; undefined when there is no such order. */
export async function lockOrder(tx: Tx, plantCode: string, orderNumber: string): Promise<LockedOrder | undefined> {
  const [order] = await tx.query<LockedOrder>(LOCK, [plantCode, orderNumber]);
  return order;
}

/** Operations in their sequence; the last one makes the product. */
export function loadOperations(tx: Tx, order: LockedOrder): Promise<OrderOperation[]> {
  return tx.query(OPERATIONS, [order.plantCode, order.orderNumber]);
}

export function loadComponents(tx: Tx, order: LockedOrder): Promise<OrderComponent[]> {
  return tx.query(COMPONENTS, [order.plantCode, order.orderNumber]);
}
