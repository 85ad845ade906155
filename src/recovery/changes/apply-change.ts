import canonicalize from "canonicalize";
import type { ChangeStoppedPosting, PostingReads, StoppedPosting } from "../../delivery/public.js";
import { InterlockError } from "../../kernel/problem.js";
import type { CompleteOrder } from "../../orders/public.js";
import type { Approvals } from "../../platform/approvals/public.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import { settleOperation } from "../../platform/operations/operation-status.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { recoveryProblems } from "../problems.js";
import type { RecoveryActor } from "../recovery-actor.js";
import type { PostingChange } from "./posting-change.js";
import type { PostingChangeStore } from "./posting-change.store.js";
import { changeHash, subjectTypeOf } from "./propose-change.js";

/** Whom a discard concerns besides the posting. */
export interface DiscardEffects {
  readonly postings: PostingReads;
  readonly completion: Pick<CompleteOrder, "tryComplete">;
}

/** Carries out an approved change of a stopped posting. */
export class ApplyChange {
  constructor(
    private readonly store: PostingChangeStore,
    private readonly ledger: ChangeStoppedPosting,
    private readonly approvals: Approvals,
    private readonly audit: AuditLog,
    private readonly effects: DiscardEffects,
  ) {}

  /**
   * In the transaction of the approval, or later.
   * @throws InterlockError APPROVAL_REQUIRED, POSTING_CHANGE_SETTLED, POSTING_NOT_PARKED
   */
  async apply(tx: Tx, change: PostingChange, actor: RecoveryActor): Promise<void> {
    if (change.state !== "PROPOSED") throw settled(`Change ${change.id} is ${change.state}.`);
    const subject = { type: subjectTypeOf(change.kind), id: change.id };
    await this.approvals.requireApproved(tx, subject, changeHash(change));
    const posting = await this.ledger.lock(tx, change.postingId);
    if (canonicalize(posting.document) !== canonicalize(change.before)) {
      throw settled(
        `The document of posting ${posting.id} has changed since; withdraw this change and propose it anew.`,
      );
    }
    if (change.after !== null) await this.ledger.replaceDocument(tx, posting, change.after);
    else await this.#discard(tx, posting, change.id);
    await this.store.settle(tx, change.id, "APPLIED", actor.clientId);
    await this.#record(tx, change, posting, actor);
  }

  /** The next posting of the order goes on; the accepted work behind this one has failed as soon as nothing of it is open. */
  async #discard(tx: Tx, posting: StoppedPosting, changeId: string): Promise<void> {
    const { plantCode, orderNumber, operationId, problem } = posting;
    const { postings, completion } = this.effects;
    await this.ledger.discard(tx, posting, changeId);
    const hasOpen = await postings.hasOpenOfOperation(tx, plantCode, orderNumber, operationId);
    if (!hasOpen) await settleOperation(tx, operationId, "FAILED", problem);
    await completion.tryComplete(tx, plantCode, orderNumber);
  }

  async #record(tx: Tx, change: PostingChange, posting: StoppedPosting, actor: RecoveryActor): Promise<void> {
    const isEdit = change.kind === "EDIT";
    await this.audit.append(tx, [
      {
        actor: actor.clientId,
        action: isEdit ? "posting:edit" : "posting:discard",
        resourceType: "posting",
        resourceId: posting.id,
        plantCode: posting.plantCode,
        correlationId: posting.correlationId,
        traceparent: actor.traceparent,
        contentHash: change.contentHash,
        reason: change.reason,
        before: { state: posting.state, revision: change.revision },
        after: isEdit
          ? { state: posting.state, revision: change.revision + 1, differences: change.differences }
          : { state: "DISCARDED" },
      },
    ]);
  }
}

function settled(detail: string): InterlockError {
  return new InterlockError(recoveryProblems.POSTING_CHANGE_SETTLED, { detail });
}
