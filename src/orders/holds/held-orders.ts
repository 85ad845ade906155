import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { type Hold, type HoldTargets, scopeKey } from "../../quality/public.js";
import { type LockedOrder, lockOrder } from "../order-lock.js";
import type { OrderState } from "../states.js";

const HOLD_ORDER = `
  UPDATE il.production_order SET state = 'HELD', held_from = state, version = version + 1, updated_at = now()
  WHERE plant_code = $1 AND order_number = $2`;

const LIFT_ORDER = `
  UPDATE il.production_order SET state = held_from, held_from = NULL, version = version + 1, updated_at = now()
  WHERE plant_code = $1 AND order_number = $2 AND held_from IS NOT NULL RETURNING state`;

const HOLD_OPERATIONS = `
  UPDATE il.order_operation SET state = 'HELD', held_from = state
  WHERE plant_code = $1 AND order_number = $2 AND operation_number = $3
    AND state IN ('WAITING', 'READY', 'RUNNING', 'PAUSED')`;

const LIFT_OPERATIONS = `
  UPDATE il.order_operation SET state = held_from, held_from = NULL
  WHERE plant_code = $1 AND order_number = $2 AND operation_number = $3 AND state = 'HELD' AND held_from IS NOT NULL`;

/** Operations at a work centre that are still to be done, of orders that are. */
const OPERATIONS_AT = `
  SELECT o.order_number AS "orderNumber", o.operation_number AS "operationNumber"
  FROM il.order_operation o JOIN il.production_order p USING (plant_code, order_number)
  WHERE o.plant_code = $1 AND o.work_center_code = $2 AND NOT o.is_final
    AND p.state IN ('RELEASED', 'READY', 'RUNNING', 'SUSPENDED', 'HELD')
  ORDER BY o.order_number, o.operation_number`;

/** States in which an order can be held (domain.md §3.4). */
const HOLDABLE: readonly OrderState[] = ["READY", "RUNNING", "SUSPENDED"];

interface OperationKey {
  readonly orderNumber: string;
  readonly operationNumber: string;
}

/** Brings orders and operations to HELD and back to where they were held from. */
export class HeldOrders {
  constructor(
    private readonly targets: HoldTargets,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /** Open operations that a hold on a work centre reaches. */
  async operationsAt(tx: Tx, plantCode: string, workCenterCode: string): Promise<OperationKey[]> {
    return await tx.query(OPERATIONS_AT, [plantCode, workCenterCode]);
  }

  /** A hold without an effect on the work itself changes no state. */
  async hold(tx: Tx, hold: Hold, operations: readonly OperationKey[]): Promise<void> {
    if (!stopsWork(hold)) return;
    if (hold.scope.type === "ORDER") {
      const order = await lockOrder(tx, hold.plantCode, hold.scope.orderNumber);
      if (order !== undefined && HOLDABLE.includes(order.state)) await this.#holdOrder(tx, order, hold);
    }
    for (const { orderNumber, operationNumber } of operations) {
      await lockOrder(tx, hold.plantCode, orderNumber);
      await tx.query(HOLD_OPERATIONS, [hold.plantCode, orderNumber, operationNumber]);
    }
  }

  /** Lets go what no other hold stops. The hold has ended. */
  async lift(tx: Tx, hold: Hold, operations: readonly OperationKey[]): Promise<void> {
    if (!stopsWork(hold)) return;
    if (hold.scope.type === "ORDER") {
      const { orderNumber } = hold.scope;
      const order = await lockOrder(tx, hold.plantCode, orderNumber);
      const isHeld = order?.state === "HELD" && (await this.#isStopped(tx, hold.plantCode, scopeKey(hold.scope)));
      if (order?.state === "HELD" && !isHeld) await this.#liftOrder(tx, order, hold);
    }
    for (const operation of operations) {
      const { orderNumber, operationNumber } = operation;
      await lockOrder(tx, hold.plantCode, orderNumber);
      const key = scopeKey({ type: "OPERATION", ...operation });
      if (await this.#isStopped(tx, hold.plantCode, key)) continue;
      await tx.query(LIFT_OPERATIONS, [hold.plantCode, orderNumber, operationNumber]);
    }
  }

  async #isStopped(tx: Tx, plantCode: string, key: string): Promise<boolean> {
    const released = await this.targets.blocking(tx, plantCode, [key], "RELEASE");
    return released.length > 0 || (await this.targets.blocking(tx, plantCode, [key], "COMPLETION")).length > 0;
  }

  async #holdOrder(tx: Tx, order: LockedOrder, hold: Hold): Promise<void> {
    await tx.query(HOLD_ORDER, [order.plantCode, order.orderNumber]);
    await this.#tell(tx, order, hold, "HELD");
  }

  async #liftOrder(tx: Tx, order: LockedOrder, hold: Hold): Promise<void> {
    const [row] = await tx.query<{ state: OrderState }>(LIFT_ORDER, [order.plantCode, order.orderNumber]);
    if (row !== undefined) await this.#tell(tx, order, hold, row.state);
  }

  async #tell(tx: Tx, order: LockedOrder, hold: Hold, state: OrderState): Promise<void> {
    const { id, plantCode, orderNumber, syncState, state: previousState } = order;
    const { correlationId, traceparent } = hold;
    await this.outbox.append(tx, [
      {
        name: "production-order.state-changed",
        plantCode,
        orderNumber,
        latencyClass: "RT",
        correlationId,
        traceparent,
        data: { state, previousState, syncState },
      },
    ]);
    await this.audit.append(tx, [
      {
        actor: "worker",
        action: state === "HELD" ? "order:hold" : "order:unhold",
        resourceType: "production-order",
        resourceId: id,
        plantCode,
        correlationId,
        before: { state: previousState },
        after: { state, holdId: hold.id },
      },
    ]);
  }
}

const stopsWork = ({ effects }: Hold): boolean => effects.includes("RELEASE") || effects.includes("COMPLETION");
