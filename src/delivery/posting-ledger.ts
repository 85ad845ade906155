import { amountOf } from "../kernel/quantity.js";
import { compare, ZERO } from "../kernel/rational.js";
import { InterlockError } from "../kernel/problem.js";
import type { UlidFactory } from "../kernel/ulid.js";
import type { AmountText } from "../connectors/public.js";
import type { AuditIntent, AuditLog } from "../platform/audit/audit-log.js";
import type { Tx, UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { ENQUEUE_POSTINGS } from "./enqueue-postings.statement.js";
import { laneOf } from "./lane.js";
import type { NewPosting, PostingSummary } from "./posting.js";
import { deliveryProblems } from "./problems.js";
import { type SummaryRow, SUMMARIES_BY_ORDER, SUMMARIES_BY_SOURCE, toSummary } from "./posting-summary.js";

/** SAP's ReferenceDocument has 16 characters: exactly the random part of a ULID. */
const EXTERNAL_KEY_LENGTH = 16;

/** The list of everything that must reach an ERP, in order. */
export class PostingLedger {
  constructor(
    private readonly ids: UlidFactory,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Adds postings in the order given. The caller holds the lock of the order's row, so that inside one order the
   * sequence is the order of commits; nothing is sent before its transaction commits.
   * @throws InterlockError POSTING_WITHOUT_QUANTITY
   */
  async enqueue(tx: Tx, postings: readonly NewPosting[]): Promise<void> {
    if (postings.length === 0) return;
    postings.forEach(refuseWithoutQuantity);
    const rows = postings.map((posting) => this.#row(posting));
    await tx.query(ENQUEUE_POSTINGS, [JSON.stringify(rows)]);
    await this.audit.append(
      tx,
      postings.map((posting, index) => enqueued(posting, rows[index]?.id ?? "")),
    );
  }

  /** Postings of confirmations or dispatches, by source id and in sequence; sources without postings are missing. */
  async summariesBySource(sourceIds: readonly string[]): Promise<Map<string, PostingSummary[]>> {
    const bySource = new Map<string, PostingSummary[]>();
    if (sourceIds.length === 0) return bySource;
    for (const row of await this.unitOfWork.read<SummaryRow>(SUMMARIES_BY_SOURCE, [sourceIds])) {
      const summaries = bySource.get(row.source_id) ?? [];
      bySource.set(row.source_id, [...summaries, toSummary(row)]);
    }
    return bySource;
  }

  /** All postings of an order, in sequence. */
  async summariesByOrder(plantCode: string, orderNumber: string): Promise<PostingSummary[]> {
    return (await this.unitOfWork.read<SummaryRow>(SUMMARIES_BY_ORDER, [plantCode, orderNumber])).map(toSummary);
  }

  #row(posting: NewPosting) {
    const id = this.ids.next();
    return {
      id,
      plant_code: posting.plantCode,
      order_number: posting.orderNumber,
      destination: posting.destination,
      lane: laneOf(posting.plantCode, posting.orderNumber),
      kind: posting.kind,
      source_id: posting.sourceId,
      operation_id: posting.operationId,
      document: posting.document,
      external_key: id.slice(-EXTERNAL_KEY_LENGTH),
      correlation_id: posting.correlationId,
      traceparent: posting.traceparent,
    };
  }
}

function enqueued(posting: NewPosting, id: string): AuditIntent {
  return {
    actor: "worker",
    action: "posting:enqueue",
    resourceType: "posting",
    resourceId: id,
    plantCode: posting.plantCode,
    correlationId: posting.correlationId,
    traceparent: posting.traceparent,
    after: { state: "PENDING", kind: posting.kind, orderNumber: posting.orderNumber, sourceId: posting.sourceId },
  };
}

/** An ERP books a zero movement as an error or as a document without meaning; only the end of an operation may be zero. */
function refuseWithoutQuantity({ kind, document }: NewPosting): void {
  if (kind === "ORDER_ACKNOWLEDGEMENT") return;
  const isFine =
    kind === "CONFIRMATION"
      ? document.isFinal === true || [document.yield, document.scrap, document.rework].some(isPositive)
      : (document.items ?? []).length > 0 && (document.items ?? []).every((item) => isPositive(item.quantity));
  if (isFine) return;
  throw new InterlockError(deliveryProblems.POSTING_WITHOUT_QUANTITY, {
    plantCode: document.plantCode,
    detail: `${kind} of order ${document.orderNumber} has a quantity of zero; leave the item or the posting out.`,
  });
}

function isPositive(amount: AmountText | undefined): boolean {
  return amount !== undefined && compare(amountOf(amount), ZERO) > 0;
}
