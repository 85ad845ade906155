import type { Clock } from "../../kernel/clock.js";
import { QUANTITY_SCALE } from "../../kernel/quantity.js";
import { ZERO, add, formatExact } from "../../kernel/rational.js";
import type { PostingListener, PostingReads, SettledPosting } from "../../delivery/public.js";
import { settleOperation } from "../../platform/operations/operation-status.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { readMaterialUnits } from "../../plants/public.js";
import type { CompleteOrder } from "./complete-order.js";
import { lockOrder } from "../order-lock.js";

const ADD_RECEIVED = `
  UPDATE il.production_order SET received = received + $3::numeric, version = version + 1, updated_at = now()
  WHERE plant_code = $1 AND order_number = $2`;

/** Brings the outcome of a posting back to its operation and its order. */
export class SettlePosting implements PostingListener {
  constructor(
    private readonly postings: PostingReads,
    private readonly completion: CompleteOrder,
    private readonly clock: Clock,
  ) {}

  async lock(tx: Tx, plantCode: string, orderNumber: string): Promise<void> {
    await lockOrder(tx, plantCode, orderNumber);
  }

  async onSettled(tx: Tx, posting: SettledPosting): Promise<void> {
    if (posting.state !== "POSTED") {
      await settleOperation(tx, posting.operationId, "PARKED", posting.problem);
      return;
    }
    if (posting.kind === "RECEIPT_FROM_ORDER") await this.#addReceived(tx, posting);
    const hasOpen = await this.postings.hasOpenOfOperation(tx, posting.operationId);
    if (!hasOpen) await settleOperation(tx, posting.operationId, "SUCCEEDED");
    await this.completion.tryComplete(tx, posting.plantCode, posting.orderNumber);
  }

  async #addReceived(tx: Tx, { plantCode, orderNumber, document }: SettledPosting): Promise<void> {
    const order = await lockOrder(tx, plantCode, orderNumber);
    if (order === undefined) throw new Error(`order ${plantCode}/${orderNumber} of a posting is gone`);
    const items = document.items ?? [];
    const materials = items.map((item) => item.materialNumber);
    const units = await readMaterialUnits(tx, plantCode, this.clock.now(), materials);
    const received = items.reduce((sum, item) => {
      const amount = units.convert(item.quantity, order.unit, item.materialNumber);
      if (amount === undefined)
        throw new Error(`a receipt in ${item.quantity.unit} was posted for an order in ${order.unit}`);
      return add(sum, amount);
    }, ZERO);
    const text = formatExact(received, QUANTITY_SCALE);
    if (text === undefined) throw new Error("a receipt does not fit six decimals");
    await tx.query(ADD_RECEIVED, [plantCode, orderNumber, text]);
  }
}
