import { InterlockError } from "../../kernel/problem.js";
import type { Approvals } from "../../platform/approvals/public.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { recoveryProblems } from "../problems.js";
import type { RecoveryActor } from "../recovery-actor.js";
import type { ApplyChange } from "./apply-change.js";
import type { PostingChange } from "./posting-change.js";
import type { PostingChangeStore } from "./posting-change.store.js";
import { subjectTypeOf } from "./propose-change.js";

/** The second person's part, and the first one's way back. */
export class DecideChange {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: PostingChangeStore,
    private readonly applying: ApplyChange,
    private readonly approvals: Approvals,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Approves a change and carries it out, in one transaction.
   * @param contentHash of the change that was read @throws InterlockError FOUR_EYES_REQUIRED, APPROVAL_CONTENT_CHANGED
   */
  async approve(id: string, contentHash: string, reason: string, actor: RecoveryActor): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const change = await this.#open(tx, id);
      const { clientId: approver, ...trail } = actor;
      const vote = { proposalId: change.proposalId, approver, contentHash, reason };
      const proposal = await this.approvals.approve(tx, vote, { actor: approver, ...trail });
      if (proposal.state === "APPROVED") await this.applying.apply(tx, change, actor);
    });
  }

  /** Carries out a change that was approved with the other approvals. @throws InterlockError as ApplyChange.apply */
  async apply(id: string, actor: RecoveryActor): Promise<void> {
    await this.unitOfWork.run(async (tx) => await this.applying.apply(tx, await this.#open(tx, id), actor));
  }

  /** Gives a change up; the posting stays as it is. @throws InterlockError POSTING_CHANGE_SETTLED */
  async withdraw(id: string, reason: string, actor: RecoveryActor): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const change = await this.#open(tx, id);
      const { clientId, ...trail } = actor;
      const subject = { type: subjectTypeOf(change.kind), id };
      await this.approvals.void(tx, subject, reason, { actor: clientId, ...trail });
      await this.store.settle(tx, id, "WITHDRAWN");
      await this.#record(tx, change, reason, actor);
    });
  }

  async #open(tx: Tx, id: string): Promise<PostingChange> {
    const change = await this.store.lock(tx, id);
    if (change === undefined) {
      throw new InterlockError(recoveryProblems.POSTING_CHANGE_NOT_FOUND, { detail: `There is no change ${id}.` });
    }
    if (change.state === "PROPOSED") return change;
    const detail = `Change ${id} is ${change.state} already.`;
    throw new InterlockError(recoveryProblems.POSTING_CHANGE_SETTLED, { detail });
  }

  async #record(tx: Tx, change: PostingChange, reason: string, actor: RecoveryActor): Promise<void> {
    const { postingId, plantCode, id, kind } = change;
    const { clientId, correlationId, traceparent } = actor;
    await this.audit.append(tx, [
      {
        actor: clientId,
        action: "posting:withdraw-change",
        resourceType: "posting",
        resourceId: postingId,
        plantCode,
        correlationId,
        traceparent,
        reason,
        after: { change: id, kind, state: "WITHDRAWN" },
      },
    ]);
  }
}
