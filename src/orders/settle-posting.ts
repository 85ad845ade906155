import type { Problem } from "../kernel/problem.js";
import { ZERO, add, formatExact } from "../kernel/rational.js";
import type { PostingDocument } from "../connectors/public.js";
import { settleOperation } from "../platform/operations/operation-status.js";
import type { Tx } from "../platform/persistence/unit-of-work.js";
import type { CompleteOrder } from "./complete-order.js";
import type { UnitConversion } from "./confirmation-checks.js";
import { lockOrder } from "./order-lock.js";

/** A posting that reached POSTED, PARKED or DEAD. */
export interface SettledPosting {
  readonly id: string;
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly operationId: string;
  readonly state: "POSTED" | "PARKED" | "DEAD";
  readonly document: PostingDocument;
  readonly problem?: Problem;
}

const SIBLINGS = `
  SELECT count(*) FILTER (WHERE state NOT IN ('POSTED', 'AGGREGATED', 'REVERSED', 'DISCARDED'))::int AS open
  FROM il.posting WHERE operation_id = $1`;

const ADD_RECEIVED = `
  UPDATE il.production_order SET received = received + $3::numeric, version = version + 1, updated_at = now()
  WHERE plant_code = $1 AND order_number = $2`;

/** Brings the outcome of a posting back to its operation and its order. */
export class SettlePosting {
  constructor(
    private readonly completion: CompleteOrder,
    /** Conversion by the built-in and master-data units of the moment. */
    private readonly conversion: (plantCode: string) => Promise<UnitConversion>,
  ) {}

  /** Takes the order's lock, so that events of one order are written in the order of their commits. */
  async lock(tx: Tx, plantCode: string, orderNumber: string): Promise<void> {
    await lockOrder(tx, plantCode, orderNumber);
  }

  async onSettled(tx: Tx, posting: SettledPosting): Promise<void> {
    if (posting.state !== "POSTED") {
      await settleOperation(tx, posting.operationId, "PARKED", posting.problem);
      return;
    }
    if (posting.document.kind === "RECEIPT_FROM_ORDER") await this.#addReceived(tx, posting);
    const [siblings] = await tx.query<{ open: number }>(SIBLINGS, [posting.operationId]);
    if (siblings?.open === 0) await settleOperation(tx, posting.operationId, "SUCCEEDED");
    await this.completion.tryComplete(tx, posting.plantCode, posting.orderNumber);
  }

  async #addReceived(tx: Tx, posting: SettledPosting): Promise<void> {
    const order = await lockOrder(tx, posting.plantCode, posting.orderNumber);
    if (order === undefined) throw new Error(`order ${posting.plantCode}/${posting.orderNumber} of a posting is gone`);
    const convert = await this.conversion(posting.plantCode);
    let received = ZERO;
    for (const item of posting.document.items ?? []) {
      const amount = convert(item.quantity, order.unit, item.materialNumber);
      if (amount === undefined) throw new Error(`a receipt in ${item.quantity.unit} was posted for an order in ${order.unit}`);
      received = add(received, amount);
    }
    await tx.query(ADD_RECEIVED, [posting.plantCode, posting.orderNumber, formatExact(received, 6) ?? ""]);
  }
}

