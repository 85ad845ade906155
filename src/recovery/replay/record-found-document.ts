import type { ErpDocumentRef } from "../../connectors/public.js";
import type { PostingListeners, SettledPosting } from "../../delivery/public.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { ATTEMPT_FOUND, CLAIM_FOUND, MOVE_REVERSED, POST_FOUND, REOPEN_FOUND } from "./found-document.statement.js";

type FoundRow = Omit<SettledPosting, "worker" | "problem" | "retryAgeMs" | "wasAmbiguous">;

/** A stopped posting whose document the ERP has, and who says so. */
export interface FoundDocument {
  readonly postingId: string;
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly attempts: number;
  readonly erpDocument: ErpDocumentRef;
  readonly actor: string;
  readonly reason: string;
}

/**
 * PARKED or DEAD → POSTED for a posting whose document the ERP already has. It passes PENDING and POSTING inside one
 * transaction: a lane that saw it PENDING would send it, and an ERP without unique keys would book it twice.
 */
export class RecordFoundDocument {
  constructor(
    private readonly listeners: PostingListeners,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
    /** Name of this process in the attempt. */
    private readonly worker: string,
  ) {}

  /** @returns false when the posting is not the first of its order, or was moved since it was judged */
  async record(tx: Tx, found: FoundDocument): Promise<boolean> {
    const { postingId, attempts, erpDocument } = found;
    await this.listeners.listener.lock(tx, found.plantCode, found.orderNumber);
    if ((await tx.query(REOPEN_FOUND, [postingId, attempts])).length === 0) return false;
    const document = JSON.stringify(erpDocument);
    await tx.query(CLAIM_FOUND, [postingId, this.worker]);
    await tx.query(ATTEMPT_FOUND, [postingId, this.worker, document]);
    const [row] = await tx.query<FoundRow>(POST_FOUND, [postingId, document]);
    if (row === undefined) throw new Error(`posting ${postingId} is gone`);
    const posted: SettledPosting = {
      ...row,
      worker: undefined,
      problem: undefined,
      retryAgeMs: undefined,
      wasAmbiguous: true,
    };
    await this.#tell(tx, posted, found);
    const { reversesKey } = posted.document;
    if (reversesKey !== undefined) await this.#markReversed(tx, reversesKey);
    await this.listeners.listener.onSettled(tx, posted);
    return true;
  }

  async #markReversed(tx: Tx, key: string): Promise<void> {
    await tx.query(MOVE_REVERSED, [key, "POSTED", "REVERSING"]);
    await tx.query(MOVE_REVERSED, [key, "REVERSING", "REVERSED"]);
  }

  async #tell(tx: Tx, posted: SettledPosting, { actor, reason, erpDocument }: FoundDocument): Promise<void> {
    const { id, plantCode, orderNumber, kind, sourceId, attempts, externalKey, correlationId, traceparent } = posted;
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
    await this.outbox.append(tx, [
      {
        name: "posting.posted",
        plantCode,
        orderNumber,
        latencyClass: "RT",
        correlationId,
        traceparent,
        data: { postingId: id, kind, sourceId, attempts, externalKey, erpDocument },
      },
    ]);
  }
}
