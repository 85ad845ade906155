import type { PostingDocument } from "../connectors/public.js";
import type { Outbox } from "../platform/messaging/outbox.js";
import type { Tx } from "../platform/persistence/unit-of-work.js";
import { discardedEvent } from "./operator-events.js";
import { DISCARD_POSTING, REPLACE_DOCUMENT } from "./operator-posting.statement.js";
import { lockStopped, type StoppedPosting } from "./operator-stopped.js";
import type { PostingListeners } from "./posting-listeners.js";

/**
 * Changes of a stopped posting that persons have agreed on. Who agreed, why, and what stood there before is kept, and
 * audited, by the caller in the same transaction.
 */
export class ChangeStoppedPosting {
  constructor(
    private readonly listeners: PostingListeners,
    private readonly outbox: Outbox,
  ) {}

  /** The posting, until the transaction ends. @throws InterlockError POSTING_NOT_FOUND, POSTING_NOT_PARKED */
  async lock(tx: Tx, postingId: string): Promise<StoppedPosting> {
    return await lockStopped(tx, this.listeners, postingId);
  }

  /** Other content for what was refused; its state stays until somebody replays it. @param posting as `lock` gave it */
  async replaceDocument(tx: Tx, posting: StoppedPosting, document: PostingDocument): Promise<void> {
    await tx.query(REPLACE_DOCUMENT, [posting.id, JSON.stringify(document)]);
  }

  /** Gives it up; the next posting of its order goes on. @param posting as `lock` gave it */
  async discard(tx: Tx, posting: StoppedPosting, changeId: string): Promise<void> {
    await tx.query(DISCARD_POSTING, [posting.id]);
    await this.outbox.append(tx, [discardedEvent(posting, changeId)]);
  }
}
