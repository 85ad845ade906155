import type { PostingListener, PostingReads, SettledPosting } from "../../delivery/public.js";
import { settleOperation } from "../../platform/operations/operation-status.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { CompleteOrder } from "./complete-order.js";
import { lockOrder } from "../order-lock.js";
import type { ReopenOrder } from "../reversal/reopen-order.js";

/** An amount in another unit than the order's is not added: the order then names the missing receipt as open reason. */
const ADD_RECEIVED = `
  UPDATE il.production_order SET received = received + $3::numeric, version = version + 1, updated_at = now()
  WHERE plant_code = $1 AND order_number = $2 AND unit = $4`;

/** Brings the outcome of a posting back to its operation and its order. */
export class SettlePosting implements PostingListener {
  constructor(
    private readonly postings: PostingReads,
    private readonly completion: CompleteOrder,
    private readonly reopening: ReopenOrder,
  ) {}

  async lock(tx: Tx, plantCode: string, orderNumber: string): Promise<void> {
    await lockOrder(tx, plantCode, orderNumber);
  }

  async onSettled(tx: Tx, posting: SettledPosting): Promise<void> {
    if (posting.state !== "POSTED") {
      await settleOperation(tx, posting.operationId, "PARKED", posting.problem);
      return;
    }
    await this.#addReceived(tx, posting);
    const { plantCode, orderNumber, operationId, document } = posting;
    const hasOpen = await this.postings.hasOpenOfOperation(tx, plantCode, orderNumber, operationId);
    if (!hasOpen && document.isReversal === true) return await this.reopening.settle(tx, posting);
    if (!hasOpen) await settleOperation(tx, posting.operationId, "SUCCEEDED");
    await this.completion.tryComplete(tx, posting.plantCode, posting.orderNumber);
  }

  /** Adds what was worked out when the report was applied: master data that changed since cannot undo a booked receipt. */
  async #addReceived(tx: Tx, { plantCode, orderNumber, document: { orderAmount } }: SettledPosting): Promise<void> {
    if (orderAmount === undefined) return;
    await tx.query(ADD_RECEIVED, [plantCode, orderNumber, orderAmount.value, orderAmount.unit]);
  }
}
