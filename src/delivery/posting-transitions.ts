import type { ErpDocumentRef } from "../connectors/public.js";
import type { Problem } from "../kernel/problem.js";
import type { AuditIntent, AuditLog } from "../platform/audit/audit-log.js";
import type { EventIntent, Outbox } from "../platform/messaging/outbox.js";
import type { Tx, UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CLAIM_POSTING, INSERT_ATTEMPT, MOVE_POSTING, RELEASE_POSTING } from "./move-posting.statement.js";
import { HeldPostings } from "./held-postings.js";
import type { Posting, SettledPosting } from "./posting.js";
import type { PostingListeners } from "./posting-listeners.js";
import { type PostingRow, toPosting } from "./posting-row.js";
import type { PostingState } from "./posting-states.js";
import { ReversedPosting } from "./reversed-posting.js";

/** CHECK of il.posting_attempt. */
export type AttemptOutcome =
  "APPLIED" | "DUPLICATE" | "REJECTED" | "RETRYABLE" | "UNKNOWN" | "NOT_FOUND" | "FOUND" | "ABANDONED";

/** Where a posting goes next. */
export interface Move {
  readonly to: PostingState;
  /** Milliseconds until it is due again. */
  readonly delayMs: number;
  readonly problem?: Problem | undefined;
  readonly erpDocument?: ErpDocumentRef | undefined;
  /** Present when the move ends a send or a probe. */
  readonly outcome?: AttemptOutcome;
}

/**
 * Every change of a posting's state: one transaction each, conditional on the state and the number of attempts the
 * caller saw, together with its attempt, audit entry, event and the listener. A lost race is not an error: the method
 * answers undefined and nothing has happened.
 */
export class PostingTransitions {
  readonly #held: HeldPostings;
  readonly #reversed: ReversedPosting;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
    private readonly listeners: PostingListeners,
    /** Name of this process in attempts and claims; unique per process start. */
    private readonly worker: string,
  ) {
    this.#held = new HeldPostings(audit);
    this.#reversed = new ReversedPosting(unitOfWork, audit);
  }

  /** False for a posting that takes back one which is not in the ERP: sent, it would be a document about nothing. */
  canBeSent(posting: Posting): Promise<boolean> {
    return this.#reversed.isInErp(posting);
  }

  /** PENDING → POSTING or UNKNOWN → PROBING, until the lease ends; PENDING → BLOCKED_BY_HOLD where a hold forbids it. */
  async claim(posting: Posting, to: "POSTING" | "PROBING", leaseMs: number): Promise<Posting | undefined> {
    return await this.unitOfWork.run(async (tx) => {
      const values = [posting.id, posting.state, posting.attempts, to, this.worker, leaseMs];
      const [row] = await tx.query<PostingRow>(CLAIM_POSTING, values);
      if (row === undefined) {
        if (to === "POSTING") await this.#held.block(tx, posting);
        return undefined;
      }
      const claimed = toPosting(row);
      await this.audit.append(tx, [changed(posting, claimed)]);
      return claimed;
    });
  }

  /** Any other move. */
  async move(posting: Posting, move: Move): Promise<Posting | undefined> {
    return await this.unitOfWork.run(async (tx) => {
      const isSettled = move.to === "POSTED" || move.to === "PARKED" || move.to === "DEAD";
      if (isSettled) await this.listeners.listener.lock(tx, posting.plantCode, posting.orderNumber);
      const moved = await this.#update(tx, posting, move);
      if (moved === undefined) return undefined;
      await this.#record(tx, posting, moved, move);
      if (moved.state === "POSTED") await this.#reversed.markReversed(tx, moved);
      if (isSettledPosting(moved)) await this.listeners.listener.onSettled(tx, moved);
      return moved;
    });
  }

  /** PARKED or DEAD → PENDING by a person, in the person's transaction. */
  async release(tx: Tx, posting: Posting, actor: string, reason: string): Promise<Posting | undefined> {
    const [row] = await tx.query<PostingRow>(RELEASE_POSTING, [posting.id, posting.state]);
    if (row === undefined) return undefined;
    const released = toPosting(row);
    await this.audit.append(tx, [{ ...changed(posting, released), actor, action: "posting:release", reason }]);
    return released;
  }

  async #update(tx: Tx, posting: Posting, move: Move): Promise<Posting | undefined> {
    const [row] = await tx.query<PostingRow>(MOVE_POSTING, [
      posting.id,
      posting.state,
      posting.attempts,
      move.to,
      move.delayMs,
      json(move.problem),
      json(move.erpDocument),
    ]);
    return row === undefined ? undefined : toPosting(row);
  }

  async #record(tx: Tx, before: Posting, after: Posting, move: Move): Promise<void> {
    if (move.outcome !== undefined) {
      await tx.query(INSERT_ATTEMPT, [
        before.id,
        before.attempts,
        before.state === "PROBING" ? "PROBE" : "SEND",
        before.worker ?? this.worker,
        before.updatedAt,
        move.outcome,
        json(move.problem),
        json(move.erpDocument),
      ]);
    }
    await this.audit.append(tx, [changed(before, after)]);
    if (isSettledPosting(after)) await this.outbox.append(tx, [settledEvent(after)]);
  }
}

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

function isSettledPosting(posting: Posting): posting is SettledPosting {
  return posting.state === "POSTED" || posting.state === "PARKED" || posting.state === "DEAD";
}

function changed(before: Posting, after: Posting): AuditIntent {
  return {
    actor: "worker",
    action: "posting:move",
    resourceType: "posting",
    resourceId: after.id,
    plantCode: after.plantCode,
    correlationId: after.correlationId,
    traceparent: after.traceparent,
    before: { state: before.state, attempts: before.attempts },
    after: {
      state: after.state,
      attempts: after.attempts,
      ...(after.problem === undefined ? {} : { code: after.problem.code }),
      ...(after.erpDocument === undefined ? {} : { erpDocument: after.erpDocument }),
    },
  };
}

const EVENT_NAMES = { POSTED: "posting.posted", PARKED: "posting.parked", DEAD: "posting.dead-lettered" } as const;

/** PostingPosted or PostingStopped of contracts/schemas/events.yaml. */
function settledEvent(posting: SettledPosting): EventIntent {
  const { id, kind, sourceId, attempts, externalKey } = posting;
  return {
    name: EVENT_NAMES[posting.state],
    plantCode: posting.plantCode,
    orderNumber: posting.orderNumber,
    latencyClass: "RT",
    correlationId: posting.correlationId,
    traceparent: posting.traceparent,
    data: {
      postingId: id,
      kind,
      sourceId,
      attempts,
      externalKey,
      ...(posting.state === "POSTED" ? { erpDocument: posting.erpDocument } : { problem: posting.problem }),
    },
  };
}
