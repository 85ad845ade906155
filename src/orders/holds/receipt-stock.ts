import type { PostingDocument } from "../../connectors/public.js";
import type { PostingLedger } from "../../delivery/public.js";
import type { Clock } from "../../kernel/clock.js";
import { type PlantProfile, plantDate, readPlantProfile } from "../../plants/public.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";

/** A receipt that the ERP has booked, and whether its stock has to be blocked there. */
interface BookedReceipt {
  readonly id: string;
  readonly externalKey: string;
  readonly destination: string;
  readonly document: PostingDocument;
  readonly isBlocked: boolean;
  readonly isToBeBlocked: boolean;
}

/**
 * Receipts of orders as they stand, and as the lots and holds of now want them: blocked where a lot of theirs is
 * restricted, or where a hold on the order keeps goods from being received, used or shipped. $1 plant, $2 orders
 */
const RECEIPTS = `
  SELECT p.id, p.external_key AS "externalKey", p.destination, p.document,
    coalesce(s.is_blocked, false) AS "isBlocked",
    EXISTS (
      SELECT 1 FROM json_array_elements(p.document -> 'items') item JOIN il.lot l
        ON l.plant_code = p.plant_code AND l.material_number = item ->> 'materialNumber' AND l.lot_number = item ->> 'lotNumber'
      WHERE l.disposition = 'RESTRICTED')
    OR EXISTS (
      SELECT 1 FROM il.hold_target t WHERE t.plant_code = p.plant_code AND t.ended_at IS NULL
        AND t.key = ANY(il.posting_hold_keys(p.order_number, p.document))
        AND t.effects && '{GOODS_RECEIPT,GOODS_ISSUE,SHIPMENT}'::text[]) AS "isToBeBlocked"
  FROM il.posting p LEFT JOIN il.receipt_stock_status s ON s.posting_id = p.id
  WHERE p.plant_code = $1 AND p.order_number = ANY($2) AND p.kind IN ('RECEIPT_FROM_ORDER', 'BYPRODUCT_RECEIPT')
    AND p.state = 'POSTED' AND (p.document ->> 'isReversal') IS DISTINCT FROM 'true'
  ORDER BY p.seq`;

const REMEMBER = `
  INSERT INTO il.receipt_stock_status (posting_id, is_blocked) VALUES ($1, $2)
  ON CONFLICT (posting_id) DO UPDATE SET is_blocked = EXCLUDED.is_blocked, changed_at = now()`;

/** What a change of stock status comes from. */
export interface StockCause {
  /** Id of the hold, decision or receipt. */
  readonly sourceId: string;
  /** Operation that the posting's outcome settles; it has ended already in most cases, and then stays as it ended. */
  readonly operationId: string;
  readonly correlationId: string;
  readonly traceparent: string;
}

/**
 * Brings the stock of booked receipts in the ERP to what quality says of it: a hold that comes after its receipt blocks
 * the stock by a posting of its own, and the end of the hold frees it again.
 */
export class ReceiptStock {
  constructor(
    private readonly ledger: PostingLedger,
    private readonly clock: Clock,
  ) {}

  /**
   * Idempotent: what stands as it should leads to no posting. The caller holds the rows of the orders, so that a receipt
   * that is just being settled is seen either here or there.
   */
  async bring(tx: Tx, plantCode: string, orderNumbers: readonly string[], cause: StockCause): Promise<void> {
    if (orderNumbers.length === 0) return;
    const receipts = await tx.query<BookedReceipt>(RECEIPTS, [plantCode, orderNumbers]);
    const wrong = receipts.filter(({ isBlocked, isToBeBlocked }) => isBlocked !== isToBeBlocked);
    if (wrong.length === 0) return;
    const profile = await readPlantProfile(tx, plantCode);
    if (profile === undefined) throw new Error(`plant ${plantCode} of a booked receipt has no profile`);
    for (const receipt of wrong) {
      await tx.query(REMEMBER, [receipt.id, receipt.isToBeBlocked]);
      await this.#post(tx, profile, receipt, cause);
    }
  }

  /**
   * A lane of its own for each receipt, as a movement without an order has: behind the postings of the order it would wait
   * for the very hold that it carries out.
   */
  async #post(tx: Tx, profile: PlantProfile, receipt: BookedReceipt, cause: StockCause): Promise<void> {
    const { plant: plantCode, timeZone } = profile;
    const [from, to] = receipt.isToBeBlocked
      ? (["UNRESTRICTED", "BLOCKED"] as const)
      : (["BLOCKED", "UNRESTRICTED"] as const);
    const orderNumber = `H-${receipt.externalKey}`;
    const now = this.clock.now();
    const document: PostingDocument = {
      kind: "STATUS_CHANGE",
      plantCode,
      orderNumber,
      hasNoOrder: true,
      postingDate: plantDate(now, timeZone),
      occurredAt: now.toISOString(),
      items: (receipt.document.items ?? []).map((item) => ({ ...item, fromStockStatus: from, toStockStatus: to })),
    };
    const { destination } = receipt;
    const posting = { plantCode, orderNumber, destination, kind: "STATUS_CHANGE", document, ...cause } as const;
    await this.ledger.enqueue(tx, [posting], profile);
  }
}
