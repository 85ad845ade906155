import type { ErpDocumentRef } from "../connectors/public.js";
import type { Problem } from "../kernel/problem.js";
import type { AuditIntent, AuditLog } from "../platform/audit/audit-log.js";
import type { EventIntent, Outbox, OutboxRow } from "../platform/messaging/outbox.js";
import type { Tx, UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { AuditedStatement, type AuditValues } from "./audited-statement.js";
import { CLAIM_POSTING, MOVE_POSTING, RELEASE_POSTING } from "./move-posting.statement.js";
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
  readonly #statement: AuditedStatement;
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
    this.#statement = new AuditedStatement(unitOfWork, audit);
    this.#held = new HeldPostings(audit);
    this.#reversed = new ReversedPosting(unitOfWork, audit);
  }

  /** False for a posting that takes back one which is not in the ERP: sent, it would be a document about nothing. */
  canBeSent(posting: Posting): Promise<boolean> {
    return this.#reversed.isInErp(posting);
  }

  /** PENDING → POSTING or UNKNOWN → PROBING, until the lease ends; PENDING → BLOCKED_BY_HOLD where a hold forbids it. */
  async claim(posting: Posting, to: "POSTING" | "PROBING", leaseMs: number): Promise<Posting | undefined> {
    const { id, state, attempts } = posting;
    const intent = changed(posting, { ...posting, state: to, attempts: attempts + 1 });
    const values = [id, state, attempts, to, this.worker, leaseMs];
    const row = await this.#statement.alone<PostingRow>(intent, CLAIM_POSTING, (audit) => [...values, ...audit]);
    if (row !== undefined) return toPosting(row);
    if (to === "POSTING") await this.unitOfWork.run(async (tx) => await this.#held.block(tx, posting));
    return undefined;
  }

  /** Any other move. */
  async move(posting: Posting, move: Move): Promise<Posting | undefined> {
    const moved = {
      ...posting,
      state: move.to,
      worker: undefined,
      problem: move.problem,
      erpDocument: move.erpDocument ?? posting.erpDocument,
    };
    if (isSettledPosting(moved)) return await this.#settle(posting, moved, move);
    const row = await this.#statement.alone<MovedRow>(changed(posting, moved), MOVE_POSTING, (audit) =>
      this.#values(posting, move, audit),
    );
    return row === undefined ? undefined : { ...moved, updatedAt: row.updated_at };
  }

  /** PARKED or DEAD → PENDING by a person, in the person's transaction. */
  async release(tx: Tx, posting: Posting, actor: string, reason: string): Promise<Posting | undefined> {
    const [row] = await tx.query<PostingRow>(RELEASE_POSTING, [posting.id, posting.state]);
    if (row === undefined) return undefined;
    const released = toPosting(row);
    await this.audit.append(tx, [{ ...changed(posting, released), actor, action: "posting:release", reason }]);
    return released;
  }

  /** A move that others have to hear of: the event and what the listeners do are in its transaction. */
  async #settle(posting: Posting, moved: SettledPosting, move: Move): Promise<SettledPosting | undefined> {
    const { listener } = this.listeners;
    return await this.unitOfWork.run(async (tx) => {
      await listener.lock(tx, posting.plantCode, posting.orderNumber);
      const event = this.outbox.row(settledEvent(moved));
      this.outbox.check(() => event.event);
      const row = await this.#statement.within<MovedRow>(tx, changed(posting, moved), MOVE_POSTING, (audit) =>
        this.#values(posting, move, audit, event),
      );
      if (row === undefined) return undefined;
      tx.onEnd((outcome) => {
        if (outcome !== "ROLLED_BACK") this.outbox.tell();
      });
      const settled = { ...moved, updatedAt: row.updated_at };
      if (settled.state === "POSTED") await this.#reversed.markReversed(tx, settled);
      await listener.onSettled(tx, settled);
      return settled;
    });
  }

  /** Those of MOVE_POSTING. */
  #values(posting: Posting, move: Move, audit: AuditValues, event?: OutboxRow): unknown[] {
    const { id, state, attempts, worker, updatedAt } = posting;
    const row = [id, state, attempts, move.to, move.delayMs, json(move.problem), json(move.erpDocument)];
    const attempt = [state === "PROBING" ? "PROBE" : "SEND", worker ?? this.worker, updatedAt, move.outcome ?? null];
    const told = [event?.event_id ?? null, event?.type ?? null, event?.partition_key ?? null, json(event?.event)];
    return [...row, ...audit, ...attempt, ...told];
  }
}

interface MovedRow {
  readonly updated_at: Date;
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
