import type { AcceptInTransaction, AcceptResult, TransactionWrite, Written } from "../../platform/accept/public.js";
import { InterlockError } from "../../kernel/problem.js";
import { approvalProblems, type Approvals } from "../../platform/approvals/public.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { instantOf } from "../../plants/public.js";
import type { EndHold } from "../holds/end-hold.js";
import type { Hold } from "../holds/hold.js";
import { tellOfHold } from "../holds/hold-event.js";
import { insertQualityEvent } from "../quality-event.store.js";
import { type HoldCommand, requireHold } from "./require-hold.js";
import { HOLD_RELEASE } from "./request-hold-release.js";

const DENY = `
  UPDATE il.quality_hold SET state = 'OPEN', proposal_id = NULL, decided_by = $2, decided_at = now(), decision_reason = $3,
    version = version + 1, updated_at = now()
  WHERE id = $1`;

/** Decides on a requested release, by a vote on its proposal: the rules of four eyes are those of the approvals. */
export class DecideHoldRelease {
  constructor(
    private readonly accept: AcceptInTransaction,
    private readonly approvals: Approvals,
    private readonly ending: EndHold,
    private readonly outbox: Outbox,
    private readonly now: () => string,
  ) {}

  /** @throws InterlockError FOUR_EYES_REQUIRED for whoever placed the hold, and from its severity on for whoever asked */
  release(write: TransactionWrite, eventId: string, command: HoldCommand, reason: string): Promise<AcceptResult> {
    return this.accept.run(write, async (tx, operationId) => {
      const hold = await requireHold(tx, command, "RELEASE_REQUESTED");
      const holdId = hold.id;
      await this.#requireApproval(tx, write, hold, reason);
      const { clientId, correlationId, traceparent } = write;
      const end = { state: "RELEASED", endedBy: clientId, reason, operationId, correlationId, traceparent } as const;
      await this.ending.end(tx, hold, end);
      const event = { id: eventId, kind: "HOLD_RELEASED", scope: hold.scope, severity: hold.severity } as const;
      const occurredAt = instantOf(this.now());
      await insertQualityEvent(tx, write, { ...event, holdId, occurredAt, operationId });
      return { resourceId: holdId, audited: { state: "RELEASED", reason }, isDone: false };
    });
  }

  deny(write: TransactionWrite, command: HoldCommand, reason: string): Promise<AcceptResult> {
    return this.accept.run(write, async (tx): Promise<Written> => {
      const hold = await requireHold(tx, command, "RELEASE_REQUESTED");
      const { clientId, correlationId, traceparent } = write;
      const actor = { actor: clientId, correlationId, traceparent };
      await this.approvals.reject(tx, voteOf(write, hold, reason), actor);
      await tx.query(DENY, [hold.id, clientId, reason]);
      const change = { state: "OPEN", version: hold.version + 1, changedBy: clientId, reason } as const;
      await tellOfHold(tx, this.outbox, hold, { ...change, correlationId, traceparent });
      return { resourceId: hold.id, audited: { state: "OPEN", reason }, isDone: true };
    });
  }

  /** An approval that was given beside this request counts as well, but never lets the one release who placed the hold. */
  async #requireApproval(tx: Tx, write: TransactionWrite, hold: Hold, reason: string): Promise<void> {
    const { clientId, correlationId, traceparent } = write;
    const proposal = await this.approvals.get(tx, hold.proposalId ?? "");
    if (proposal.state === "OPEN") {
      await this.approvals.approve(tx, voteOf(write, hold, reason), { actor: clientId, correlationId, traceparent });
    } else if (clientId === hold.placedBy || clientId === proposal.author) {
      const detail = `${clientId} placed the hold or asked for its release; another person must release it.`;
      throw new InterlockError(approvalProblems.FOUR_EYES_REQUIRED, { detail, plantCode: hold.plantCode });
    }
    await this.approvals.requireApproved(tx, { type: HOLD_RELEASE, id: hold.id }, hold.contentHash, [hold.placedBy]);
  }
}

const voteOf = ({ clientId }: TransactionWrite, { proposalId, contentHash }: Hold, reason: string) => ({
  proposalId: proposalId ?? "",
  approver: clientId,
  contentHash,
  reason,
});
