import type { PostingListener, SettledPosting } from "../../delivery/public.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { lockOrder } from "../order-lock.js";
import type { ReceiptStock } from "./receipt-stock.js";

const RECEIPTS: readonly string[] = ["RECEIPT_FROM_ORDER", "BYPRODUCT_RECEIPT"];

/**
 * A receipt that was on its way to the ERP when its hold came arrives there; its stock is blocked right behind it, in the
 * transaction that learns of it.
 */
export class BlockHeldReceipt implements PostingListener {
  constructor(private readonly stock: ReceiptStock) {}

  async lock(tx: Tx, plantCode: string, orderNumber: string): Promise<void> {
    await lockOrder(tx, plantCode, orderNumber);
  }

  async onSettled(tx: Tx, posting: SettledPosting): Promise<void> {
    if (posting.state !== "POSTED" || !RECEIPTS.includes(posting.kind)) return;
    const { id: sourceId, plantCode, orderNumber, operationId, correlationId, traceparent } = posting;
    await this.stock.bring(tx, plantCode, [orderNumber], { sourceId, operationId, correlationId, traceparent });
  }
}
