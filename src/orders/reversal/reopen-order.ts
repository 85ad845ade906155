import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import { settleOperation } from "../../platform/operations/operation-status.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { CompleteOrder } from "../execution/complete-order.js";
import { lockOrder } from "../order-lock.js";

const REOPEN = `
  UPDATE il.production_order SET state = 'RUNNING', version = version + 1, updated_at = now()
  WHERE plant_code = $1 AND order_number = $2`;

/** Which accepted reversal has come to its end. */
export interface EndedReversal {
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly operationId: string;
}

/** Ends a reversal whose documents are all in the ERP: a completed order runs again (domain §3.4). */
export class ReopenOrder {
  constructor(
    private readonly completion: CompleteOrder,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /** The caller holds the lock of the order's row. */
  async settle(tx: Tx, { plantCode, orderNumber, operationId }: EndedReversal): Promise<void> {
    await settleOperation(tx, operationId, "SUCCEEDED");
    await this.reopen(tx, plantCode, orderNumber);
    // What is left may be complete all the same: a partial report of an order that was over.
    await this.completion.tryComplete(tx, plantCode, orderNumber);
  }

  async reopen(tx: Tx, plantCode: string, orderNumber: string): Promise<void> {
    const order = await lockOrder(tx, plantCode, orderNumber);
    if (order?.state !== "COMPLETED") return;
    await tx.query(REOPEN, [plantCode, orderNumber]);
    const { correlationId, traceparent, syncState } = order;
    const data = { state: "RUNNING", previousState: "COMPLETED", syncState };
    const head = { plantCode, orderNumber, correlationId, traceparent, latencyClass: "RT" as const };
    await this.outbox.append(tx, [{ ...head, name: "production-order.state-changed", data }]);
    await this.audit.append(tx, [
      {
        actor: "worker",
        action: "order:reopen-by-reversal",
        resourceType: "production-order",
        resourceId: order.id,
        plantCode,
        correlationId,
        before: { state: "COMPLETED" },
        after: { state: "RUNNING" },
      },
    ]);
  }
}
