import canonicalize from "canonicalize";
import type { ChangeStoppedPosting, StoppedPosting } from "../../delivery/public.js";
import { sha256Hex } from "../../kernel/hash.js";
import { InterlockError } from "../../kernel/problem.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import type { Approvals } from "../../platform/approvals/public.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { recoveryProblems } from "../problems.js";
import type { RecoveryActor } from "../recovery-actor.js";
import { changeDocument, type ChangedDocument, type FieldChange } from "./change-document.js";
import type { NewPostingChange, PostingChangeStore } from "./posting-change.store.js";

/** An edit names its changes, a discard has none. */
export interface ChangeRequest {
  readonly postingId: string;
  readonly changes: readonly FieldChange[] | undefined;
  readonly reason: string;
}

/** What a proposal reads and writes. */
export interface ProposalParts {
  readonly store: PostingChangeStore;
  readonly ledger: ChangeStoppedPosting;
  readonly approvals: Approvals;
  readonly audit: AuditLog;
}

const NOTHING_CHANGED = { differences: [] } as const;

/** Proposes an edit or a discard of a stopped posting; a second person approves it. The posting itself stays as it is. */
export class ProposeChange {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly parts: ProposalParts,
    private readonly ids: UlidFactory,
  ) {}

  /** @returns id of the change @throws InterlockError POSTING_NOT_PARKED, POSTING_DOCUMENT_INVALID, POSTING_HAS_MEMBERS, POSTING_CHANGE_SETTLED */
  async propose(request: ChangeRequest, actor: RecoveryActor): Promise<string> {
    const id = this.ids.next();
    await this.unitOfWork.run(async (tx) => {
      const posting = await this.parts.ledger.lock(tx, request.postingId);
      if (request.changes === undefined) requireSingle(posting);
      const changed =
        request.changes === undefined ? undefined : requireSound(changeDocument(posting.document, request.changes));
      const kind = changed === undefined ? ("DISCARD" as const) : ("EDIT" as const);
      const { differences } = changed ?? NOTHING_CHANGED;
      const { document: before } = posting;
      const revision = await this.parts.store.revisionOf(tx, posting.id);
      const head = { id, postingId: posting.id, kind, revision, before, after: changed?.document, differences };
      const contentHash = changeHash(head);
      const proposalId = await this.#propose(tx, { id, kind, contentHash, posting, reason: request.reason }, actor);
      const change = { ...head, reason: request.reason, proposedBy: actor.clientId, contentHash, proposalId };
      if (!(await this.parts.store.insert(tx, change))) throw alreadyOpen(posting.id);
      await this.#record(tx, change, posting, actor);
    });
    return id;
  }

  async #propose(
    tx: Tx,
    change: { id: string; kind: "EDIT" | "DISCARD"; contentHash: string; posting: StoppedPosting; reason: string },
    { clientId, ...trail }: RecoveryActor,
  ): Promise<string> {
    const proposal = {
      subject: { type: subjectTypeOf(change.kind), id: change.id },
      contentHash: change.contentHash,
      author: clientId,
      permission: change.kind === "EDIT" ? "dlq:edit" : "dlq:discard",
      plantCode: change.posting.plantCode,
      riskClass: "STANDARD",
      reason: change.reason,
    } as const;
    return (await this.parts.approvals.propose(tx, proposal, { actor: clientId, ...trail })).id;
  }

  async #record(tx: Tx, change: NewPostingChange, posting: StoppedPosting, actor: RecoveryActor): Promise<void> {
    const { kind, postingId, contentHash, differences, reason } = change;
    await this.parts.audit.append(tx, [
      {
        actor: actor.clientId,
        action: kind === "EDIT" ? "posting:propose-edit" : "posting:propose-discard",
        resourceType: "posting",
        resourceId: postingId,
        plantCode: posting.plantCode,
        correlationId: posting.correlationId,
        traceparent: actor.traceparent,
        contentHash,
        reason,
        after: { change: change.id, differences },
      },
    ]);
  }
}

/** Type of the approval's subject. */
export const subjectTypeOf = (kind: "EDIT" | "DISCARD"): string => (kind === "EDIT" ? "posting-edit" : "discard");

/** What is approved: this change of this document and nothing else. */
export function changeHash({
  id,
  postingId,
  kind,
  before,
  after,
}: Pick<NewPostingChange, "id" | "postingId" | "kind" | "before"> & { readonly after: unknown }): string {
  return sha256Hex(canonicalize({ id, postingId, kind, before, after: after ?? null }) ?? "");
}

function requireSingle({ id, plantCode, memberCount }: StoppedPosting): void {
  if (memberCount === 0) return;
  const detail = `Posting ${id} carries ${memberCount} others; take it apart (interlock dlq split), then give up the one that is wrong.`;
  throw new InterlockError(recoveryProblems.POSTING_HAS_MEMBERS, { plantCode, detail });
}

function requireSound(changed: ChangedDocument): ChangedDocument {
  if (changed.findings.length === 0) return changed;
  const detail = changed.findings.map(({ message }) => message).join(" ");
  throw new InterlockError(recoveryProblems.POSTING_DOCUMENT_INVALID, {
    detail: detail.slice(0, 500),
    errors: changed.findings,
  });
}

function alreadyOpen(postingId: string): InterlockError {
  const detail = `Another change of posting ${postingId} is open; approve or withdraw that one first.`;
  return new InterlockError(recoveryProblems.POSTING_CHANGE_SETTLED, { detail });
}
