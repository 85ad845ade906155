import { InterlockError } from "../kernel/problem.js";
import type { Approvals, Proposal } from "../platform/approvals/public.js";
import type { Tx, UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { type ContractActor, type ContractVersion, type MoveContract, registryProblems } from "../registry/public.js";
import { evidenceReasons } from "./can-promote.js";
import type { Evaluation, EvaluationStore } from "./evaluation.store.js";
import { promotionProblems } from "./problems.js";

/** What an approver says. The hash is that of the evidence he has read. */
export interface ApprovalRequest {
  readonly digest: string;
  readonly evidenceHash: string;
  readonly reason: string;
}

export interface ApprovalOutcome {
  readonly version: ContractVersion;
  readonly approvalCount: number;
  readonly approvalCountMin: number;
}

/**
 * Approves the evidence of a candidate. Who may do so is decided by src/platform/approvals in the same transaction; the
 * last approval needed moves the candidate to approved.
 */
export class ApproveContract {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly moves: MoveContract,
    private readonly evaluations: EvaluationStore,
    private readonly approvals: Approvals,
  ) {}

  /** @throws InterlockError FOUR_EYES_REQUIRED, EVIDENCE_STALE, PROMOTION_BLOCKED or CONTRACT_STATE_CONFLICT */
  async approve(request: ApprovalRequest, actor: ContractActor): Promise<ApprovalOutcome> {
    return await this.unitOfWork.run(async (tx) => {
      const version = await this.moves.lock(tx, request.digest);
      const { proposalId } = await this.#requireApprovable(tx, version, request);
      const { clientId: approver, ...trail } = actor;
      const { evidenceHash: contentHash, reason } = request;
      const vote = { proposalId, approver, contentHash, reason };
      const proposal = await this.approvals.approve(tx, vote, { actor: approver, ...trail });
      return toOutcome(await this.#move(tx, version, proposal, actor), proposal);
    });
  }

  /** Moves a candidate whose evidence was approved elsewhere, such as in the list of everything that is to be approved. */
  async settle(digest: string, actor: ContractActor): Promise<ContractVersion> {
    return await this.unitOfWork.run(async (tx) => {
      const version = await this.moves.lock(tx, digest);
      const evaluation = await this.evaluations.latest(tx, digest);
      if (version.state !== "candidate" || evaluation?.proposalId === undefined) return version;
      return await this.#move(tx, version, await this.approvals.get(tx, evaluation.proposalId), actor);
    });
  }

  async #move(tx: Tx, version: ContractVersion, proposal: Proposal, actor: ContractActor): Promise<ContractVersion> {
    if (proposal.state !== "APPROVED") return version;
    const approvers = proposal.votes.map(({ approver }) => approver).join(", ");
    const cause = { actor, action: "contract:approve", reason: `approved by ${approvers}` };
    return await this.moves.move(tx, version, "approved", { ...cause, evidenceHash: proposal.contentHash });
  }

  async #requireApprovable(
    tx: Tx,
    version: ContractVersion,
    { evidenceHash }: ApprovalRequest,
  ): Promise<Evaluation & { readonly proposalId: string }> {
    if (version.state !== "candidate") {
      const detail = `The version is ${version.state}; only a candidate is approved.`;
      throw new InterlockError(registryProblems.CONTRACT_STATE_CONFLICT, { detail });
    }
    const evaluation = await this.evaluations.latest(tx, version.digest);
    if (evaluation?.evidenceHash !== evidenceHash) {
      const detail =
        "The evidence you name is not the latest of this version; read it again and approve what you read.";
      throw new InterlockError(promotionProblems.EVIDENCE_STALE, { detail });
    }
    const { proposalId } = evaluation;
    if (proposalId !== undefined) return { ...evaluation, proposalId };
    const detail = "The evidence does not pass, so there is nothing to approve; errors names each part.";
    const errors = evidenceReasons(evaluation).slice(0, 200);
    throw new InterlockError(promotionProblems.PROMOTION_BLOCKED, { detail, errors });
  }
}

function toOutcome(version: ContractVersion, { votes, approversNeeded }: Proposal): ApprovalOutcome {
  const approvalCount = votes.filter(({ verdict }) => verdict === "APPROVE").length;
  return { version, approvalCount, approvalCountMin: approversNeeded };
}
