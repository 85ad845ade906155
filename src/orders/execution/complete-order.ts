import type { Clock } from "../../kernel/clock.js";
import { ZERO, add, compare, multiply, parseDecimal, rational } from "../../kernel/rational.js";
import type { PostingReads } from "../../delivery/public.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { HoldGuard } from "../holds/hold-guard.js";
import { type LockedOrder, type OrderOperation, loadOperations, lockOrder } from "../order-lock.js";

const SET_REASONS = `
  UPDATE il.production_order SET open_reasons = $3, version = version + 1, updated_at = now()
  WHERE plant_code = $1 AND order_number = $2 AND open_reasons::text <> $3::json::text`;

const COMPLETE = `
  UPDATE il.production_order SET state = 'COMPLETED', open_reasons = '[]', version = version + 1, updated_at = now()
  WHERE plant_code = $1 AND order_number = $2`;

/** Completes orders whose every guard of domain §3.4 holds. */
export class CompleteOrder {
  constructor(
    private readonly postings: PostingReads,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly holds: Pick<HoldGuard, "openReasons">,
  ) {}

  /**
   * Completes the order when it can be; else its open reasons say why not, once every operation is final. A revision
   * that the MES has not taken may still change the order; its acknowledgement is posted to the ERP, and the end of that
   * posting asks again.
   */
  async tryComplete(tx: Tx, plantCode: string, orderNumber: string): Promise<void> {
    const order = await lockOrder(tx, plantCode, orderNumber);
    if (order === undefined || order.state !== "RUNNING") return;
    const operations = await loadOperations(tx, order);
    if (operations.some((operation) => operation.confirmationRequired && !operation.isFinal)) return;
    const postings = await this.postings.openOfOrder(tx, plantCode, orderNumber);
    const reasons = postings.map(
      ({ kind, state, count }) => `${count} ${kind} posting${count === 1 ? "" : "s"} ${state}`,
    );
    if (order.syncState !== "ACKNOWLEDGED") reasons.push(`revision ${order.revision} is ${order.syncState} in the MES`);
    if (!isReceiptComplete(order)) {
      reasons.push(`received ${order.received} of ${order.yield} ${order.unit}`);
    }
    reasons.push(...(await this.holds.openReasons(tx, order, operations)));
    if (reasons.length > 0) await tx.query(SET_REASONS, [plantCode, orderNumber, JSON.stringify(reasons)]);
    else await this.#complete(tx, order, operations);
  }

  async #complete(tx: Tx, order: LockedOrder, operations: readonly OrderOperation[]): Promise<void> {
    await tx.query(COMPLETE, [order.plantCode, order.orderNumber]);
    const { plantCode, orderNumber, correlationId, traceparent } = order;
    const head = { plantCode, orderNumber, correlationId, traceparent, latencyClass: "RT" as const };
    const amount = (value: string): object => ({ value, unit: order.unit });
    const totals = {
      yield: amount(order.yield),
      scrap: amount(order.scrap),
      rework: amount(order.rework),
      received: amount(order.received),
    };
    await this.outbox.append(tx, [
      {
        ...head,
        name: "production-order.state-changed",
        data: { state: "COMPLETED", previousState: order.state, syncState: order.syncState },
      },
      { ...head, name: "production-order.completed", data: { completedAt: this.clock.now().toISOString(), totals } },
    ]);
    await this.audit.append(tx, [
      {
        actor: "worker",
        action: "order:complete",
        resourceType: "production-order",
        resourceId: order.id,
        plantCode,
        correlationId,
        before: { state: order.state },
        after: { state: "COMPLETED", operations: operations.length },
      },
    ]);
  }
}

/** received ≥ yield × (1 − under-tolerance) */
function isReceiptComplete(order: LockedOrder): boolean {
  const under = parseDecimal(String(order.document.underTolerancePct ?? 0));
  const factor = add(rational(1n), rational(-under.num, under.den * 100n));
  const needed = multiply(parseDecimal(order.yield), factor);
  return compare(parseDecimal(order.received), needed) >= 0 || compare(needed, ZERO) === 0;
}
