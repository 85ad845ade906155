import type { PostingDocument } from "../../connectors/public.js";
import type { NewPosting, PostingLedger, ReversiblePosting } from "../../delivery/public.js";
import type { RecordGenealogy } from "../../genealogy/public.js";
import type { RecordConfirmedMovements } from "../../movements/public.js";
import { instantOf } from "../../plants/public.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { ExecutionContext } from "../execution/checks/execution-context.js";
import type { ComponentConsumption } from "../execution/component-consumption.js";
import { type ConfirmationRow, markConfirmation } from "../execution/confirmation-row.js";
import { laborEvent } from "../execution/labor-event.js";
import { postingDateOf } from "../execution/posting-date.js";
import type { ReopenOrder } from "./reopen-order.js";
import { subtractReport } from "./subtract-report.js";

/** The original is shown with what takes it back, so its version counts on. */
const BUMP_ORIGINAL = "UPDATE il.confirmation SET version = version + 1 WHERE id = $1";

/** What consumed and produced material leads to besides its postings. */
export interface ReversedMaterial {
  readonly genealogy: Pick<RecordGenealogy, "reverse">;
  readonly consumption: Pick<ComponentConsumption, "judge">;
  readonly movements: Pick<RecordConfirmedMovements, "recordReversal">;
}

/** Writes what an applied reversal changes: totals, states, genealogy, postings and events. */
export class ReversalEffects {
  constructor(
    private readonly ledger: PostingLedger,
    private readonly material: ReversedMaterial,
    private readonly reopening: ReopenOrder,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  async apply(tx: Tx, context: ExecutionContext, reversal: ConfirmationRow, original: ConfirmationRow): Promise<void> {
    await subtractReport(tx, context, original);
    await markConfirmation(tx, reversal.id, "APPLIED");
    await tx.query(BUMP_ORIGINAL, [original.id]);
    await this.#reverseLots(tx, reversal, original);
    const lines = new Set((original.document.consumption ?? []).map(({ componentLine }) => componentLine));
    await this.material.consumption.judge(tx, context.order, [...lines], context.profile, reversal);
    await this.#tell(tx, reversal, original);
    const postings = await this.#post(tx, context, reversal, original);
    if (postings === 0) await this.reopening.settle(tx, reversal);
  }

  async #reverseLots(tx: Tx, reversal: ConfirmationRow, original: ConfirmationRow): Promise<void> {
    const { plantCode, orderNumber, correlationId, traceparent, document } = reversal;
    await this.material.genealogy.reverse(tx, {
      plantCode,
      orderNumber,
      operationNumber: document.operationNumber,
      confirmationId: original.id,
      occurredAt: instantOf(document.occurredAt),
      correlationId,
      traceparent,
    });
  }

  /** Cancels the documents of the original, the last one first, each behind whatever still stands in the lane. */
  async #post(
    tx: Tx,
    { order, profile }: ExecutionContext,
    reversal: ConfirmationRow,
    original: ConfirmationRow,
  ): Promise<number> {
    const { plantCode, orderNumber } = order;
    const date = postingDateOf(reversal.document, profile.timeZone);
    const { id: sourceId, operationId, correlationId, traceparent } = reversal;
    const head = { plantCode, orderNumber, sourceId, operationId, correlationId, traceparent };
    const taken = await this.ledger.takeBack(tx, { plantCode, orderNumber }, original.id);
    const postings = taken.map((posting): NewPosting => ({
      ...head,
      kind: posting.kind,
      destination: posting.destination,
      document: reversed(posting, date, reversal.document.occurredAt),
    }));
    const aggregateIds = taken.flatMap(({ aggregateId }) => aggregateId ?? []);
    await this.ledger.enqueueReversal(tx, postings, { sourceId: original.id, aggregateIds }, profile);
    await this.#reverseMovements(tx, reversal, original, date);
    return postings.length;
  }

  async #reverseMovements(
    tx: Tx,
    reversal: ConfirmationRow,
    original: ConfirmationRow,
    postingDate: string,
  ): Promise<void> {
    const { id: confirmationId, document, reversalReasonCode, ...source } = reversal;
    const header = { reasonCode: reversalReasonCode ?? "", occurredAt: document.occurredAt, postingDate };
    await this.material.movements.recordReversal(tx, { ...source, confirmationId }, original.id, header);
  }

  async #tell(tx: Tx, reversal: ConfirmationRow, original: ConfirmationRow): Promise<void> {
    const { id, plantCode, orderNumber, correlationId, traceparent, document, documentHash } = reversal;
    const reasonCode = reversal.reversalReasonCode ?? "";
    const data = { confirmationId: id, reverses: original.id, reasonCode, report: document, state: "APPLIED" };
    const head = { plantCode, orderNumber, correlationId, traceparent };
    await this.outbox.append(tx, [
      { ...head, name: "operation-confirmation.reversed", latencyClass: "RT", data },
      ...laborEvent(reversal),
    ]);
    await this.audit.append(tx, [
      {
        actor: reversal.clientId,
        action: "confirmation:reverse",
        resourceType: "operation-confirmation",
        resourceId: id,
        plantCode,
        correlationId,
        traceparent,
        contentHash: documentHash,
        before: { reverses: original.id },
        after: { state: "APPLIED", reverses: original.id },
        reason: reasonCode,
      },
    ]);
  }
}

/** The same document the other way round; its amount comes off the order when the ERP has booked it. */
function reversed(
  { document, externalKey }: ReversiblePosting,
  postingDate: string,
  occurredAt: string,
): PostingDocument {
  const { orderAmount, ...rest } = document;
  const amount = orderAmount === undefined ? {} : { orderAmount: { ...orderAmount, value: `-${orderAmount.value}` } };
  return { ...rest, ...amount, postingDate, occurredAt, isReversal: true, reversesKey: externalKey };
}
