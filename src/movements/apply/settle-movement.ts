import type { PostingListener, SettledPosting } from "../../delivery/public.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";

/** Movements of the posting: its own, or that of a confirmation. Only what is APPLIED changes; a repeat finds nothing. */
const POSTED = `
  UPDATE il.movement SET state = 'POSTED', version = version + 1, updated_at = now()
  WHERE state = 'APPLIED' AND (id = $1 OR (confirmation_id = $1 AND posting_kind = $2))
  RETURNING id, reverses`;

const REVERSED = `
  UPDATE il.movement SET state = 'REVERSED', version = version + 1, updated_at = now()
  WHERE id = $1 AND state = 'POSTED' RETURNING id`;

/** Touched, so that readers see the news of its posting. */
const TOUCHED = `
  UPDATE il.movement SET version = version + 1, updated_at = now()
  WHERE state = 'APPLIED' AND (id = $1 OR (confirmation_id = $1 AND posting_kind = $2))`;

interface PostedRow {
  readonly id: string;
  readonly reverses: string | null;
}

/**
 * Brings the outcome of a posting back to its movement. The owner of orders, who listens too, settles the operation and
 * adds what was received.
 */
export class SettleMovement implements PostingListener {
  constructor(private readonly audit: AuditLog) {}

  /** Whoever settles a posting of an order has the lock of its row; a movement without one is touched by nobody else. */
  async lock(): Promise<void> {
    return await Promise.resolve();
  }

  async onSettled(tx: Tx, posting: SettledPosting): Promise<void> {
    const { kind, sourceId, state } = posting;
    if (state !== "POSTED") {
      await tx.query(TOUCHED, [sourceId, kind]);
      return;
    }
    for (const { id, reverses } of await tx.query<PostedRow>(POSTED, [sourceId, kind])) {
      await this.#record(tx, posting, id, { state: "APPLIED" }, { state: "POSTED", postingId: posting.id });
      if (reverses === null || (await tx.query(REVERSED, [reverses])).length === 0) continue;
      await this.#record(tx, posting, reverses, { state: "POSTED" }, { state: "REVERSED", reversedBy: id });
    }
  }

  #record(
    tx: Tx,
    { correlationId, plantCode, traceparent }: SettledPosting,
    resourceId: string,
    before: Readonly<Record<string, string>>,
    after: Readonly<Record<string, string>>,
  ): Promise<void> {
    const head = { actor: "worker", action: "movement:settle", resourceType: "inventory-movement" };
    return this.audit.append(tx, [{ ...head, resourceId, plantCode, correlationId, traceparent, before, after }]);
  }
}
