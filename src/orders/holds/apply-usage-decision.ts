import { producersOf } from "../../genealogy/public.js";
import { settleOperation } from "../../platform/operations/operation-status.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { serialiseHolds } from "../../quality/public.js";
import { lockOrder } from "../order-lock.js";
import type { ReceiptStock } from "./receipt-stock.js";

/** Names of a decision on a lot. */
export interface UsageDecision {
  readonly plantCode: string;
  readonly materialNumber: string;
  readonly lotNumber: string;
  readonly eventId: string;
  readonly operationId: string;
}

const TRACE = `
  SELECT correlation_id AS "correlationId", traceparent FROM il.quality_event WHERE id = $1`;

/** Brings the stock of a lot in the ERP to what was decided about it. */
export class ApplyUsageDecision {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stock: ReceiptStock,
  ) {}

  /** Idempotent. */
  async apply({ plantCode, eventId, operationId, ...lot }: UsageDecision): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await serialiseHolds(tx, plantCode);
      const [trace] = await tx.query<{ correlationId: string; traceparent: string }>(TRACE, [eventId]);
      if (trace === undefined) throw new Error(`quality event ${eventId} does not exist`);
      const orders = (await producersOf(tx, plantCode, [lot])).toSorted();
      for (const orderNumber of orders) await lockOrder(tx, plantCode, orderNumber);
      await this.stock.bring(tx, plantCode, orders, { sourceId: eventId, operationId, ...trace });
      await settleOperation(tx, operationId, "SUCCEEDED");
    });
  }
}
