import type { PostingListener, SettledPosting } from "../../delivery/public.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";

/** Movements of the posting: its own, or that of a confirmation. Only what is APPLIED changes; a repeat finds nothing. */
const POSTED = `
  UPDATE il.movement SET state = 'POSTED', version = version + 1, updated_at = now()
  WHERE state = 'APPLIED' AND (id = $1 OR (confirmation_id = $1 AND posting_kind = $2))
  RETURNING reverses`;

const REVERSED = `
  UPDATE il.movement SET state = 'REVERSED', version = version + 1, updated_at = now()
  WHERE id = $1 AND state = 'POSTED'`;

/** Touched, so that readers see the news of its posting. */
const TOUCHED = `
  UPDATE il.movement SET version = version + 1, updated_at = now()
  WHERE state = 'APPLIED' AND (id = $1 OR (confirmation_id = $1 AND posting_kind = $2))`;

/**
 * Brings the outcome of a posting back to its movement. The owner of orders, who listens too, settles the operation and
 * adds what was received.
 */
export class SettleMovement implements PostingListener {
  /** Whoever settles a posting of an order has the lock of its row; a movement without one is touched by nobody else. */
  async lock(): Promise<void> {
    return await Promise.resolve();
  }

  async onSettled(tx: Tx, { sourceId, kind, state }: SettledPosting): Promise<void> {
    if (state !== "POSTED") {
      await tx.query(TOUCHED, [sourceId, kind]);
      return;
    }
    for (const { reverses } of await tx.query<{ reverses: string | null }>(POSTED, [sourceId, kind])) {
      if (reverses !== null) await tx.query(REVERSED, [reverses]);
    }
  }
}
