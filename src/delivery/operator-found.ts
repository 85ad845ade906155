import type { ErpDocumentRef } from "../connectors/public.js";
import type { AuditLog } from "../platform/audit/audit-log.js";
import type { Outbox } from "../platform/messaging/outbox.js";
import type { Tx, UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { foundEvent } from "./operator-events.js";
import { ATTEMPT_FOUND, CLAIM_FOUND, POST_FOUND, REOPEN_FOUND, STANDING_BEFORE } from "./operator-posting.statement.js";
import type { Posting } from "./posting.js";
import type { PostingListeners } from "./posting-listeners.js";
import { type PostingRow, toPosting } from "./posting-row.js";
import { ReversedPosting } from "./reversed-posting.js";

/** A stopped posting whose document the ERP has, and who says so. */
export interface FoundDocument {
  readonly postingId: string;
  readonly plantCode: string;
  readonly orderNumber: string;
  /** Of the posting when it was judged. */
  readonly attempts: number;
  readonly erpDocument: ErpDocumentRef;
  readonly actor: string;
  readonly reason: string;
}

/** What stands before a stopped posting in its order. */
export interface StandingBefore {
  readonly count: number;
  /** True when it does not go on by itself. */
  readonly isStopped: boolean;
}

/**
 * PARKED or DEAD → POSTED for a posting whose document the ERP already has. It passes PENDING and POSTING inside one
 * transaction: a lane that saw it PENDING would send it, and an ERP without unique keys would book it twice.
 */
export class RecordFoundDocument {
  readonly #reversed: ReversedPosting;

  constructor(
    unitOfWork: UnitOfWork,
    private readonly listeners: PostingListeners,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
    /** Name of this process in the attempt. */
    private readonly worker: string,
  ) {
    this.#reversed = new ReversedPosting(unitOfWork, audit);
  }

  /** @returns false when the posting is not the first of its order, or was moved since it was judged */
  async record(tx: Tx, found: FoundDocument): Promise<boolean> {
    const { postingId, attempts, plantCode, orderNumber } = found;
    const { listener } = this.listeners;
    await listener.lock(tx, plantCode, orderNumber);
    if ((await tx.query(REOPEN_FOUND, [postingId, attempts])).length === 0) return false;
    const document = JSON.stringify(found.erpDocument);
    await tx.query(CLAIM_FOUND, [postingId, this.worker]);
    await tx.query(ATTEMPT_FOUND, [postingId, this.worker, document]);
    const [row] = await tx.query<PostingRow>(POST_FOUND, [postingId, document]);
    if (row === undefined) throw new Error(`posting ${postingId} is gone`);
    const posted = toPosting(row);
    await this.#tell(tx, posted, found);
    await this.#reversed.markReversed(tx, posted);
    await listener.onSettled(tx, { ...posted, state: "POSTED" });
    return true;
  }

  /** Undefined when the posting is no longer stopped. */
  async standingBefore(tx: Tx, postingId: string): Promise<StandingBefore | undefined> {
    return (await tx.query<StandingBefore>(STANDING_BEFORE, [postingId]))[0];
  }

  async #tell(tx: Tx, posted: Posting, { actor, reason, erpDocument }: FoundDocument): Promise<void> {
    const { id, plantCode, attempts, correlationId, traceparent } = posted;
    await this.audit.append(tx, [
      {
        actor,
        action: "posting:record-found",
        resourceType: "posting",
        resourceId: id,
        plantCode,
        correlationId,
        traceparent,
        reason,
        after: { state: "POSTED", attempts, erpDocument },
      },
    ]);
    await this.outbox.append(tx, [foundEvent(posted)]);
  }
}
