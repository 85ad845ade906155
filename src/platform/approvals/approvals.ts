import type { Finding } from "../../kernel/finding.js";
import { InterlockError } from "../../kernel/problem.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import type { AuditLog } from "../audit/audit-log.js";
import type { Tx } from "../persistence/unit-of-work.js";
import {
  type ApprovalActor,
  type ApprovalSubject,
  type Proposal,
  PROPOSAL_JSON,
  type ProposalRequest,
  type Vote,
  type VoteRequest,
} from "./approval.js";
import { refusedByDutySeparation } from "./duty-separation.js";
import { approvalProblems } from "./problems.js";

const INSERT = `
  INSERT INTO il.approval_proposal (id, subject_type, subject_id, content_hash, author, permission, plant_code, contract,
    attributes, risk_class, approvers_needed, consumer_owners, barred, reason)
  SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, r.risk_class, greatest($11, r.approvers_min), $12, $13, $14
  FROM il.approval_risk_class r WHERE r.risk_class = $10`;

/** The live proposal of a subject; whoever asks keeps it from changing until his transaction ends. */
const LIVE = `
  SELECT ${PROPOSAL_JSON} AS json FROM il.approval_proposal p
  WHERE p.subject_type = $1 AND p.subject_id = $2 AND p.state IN ('OPEN', 'APPROVED')`;

const GET = `SELECT ${PROPOSAL_JSON} AS json FROM il.approval_proposal p WHERE p.id = $1`;

const VOTE = `
  INSERT INTO il.approval_vote (proposal_id, approver, verdict, content_hash, reason, is_consumer_side)
  VALUES ($1, $2, $3, $4, $5, false)`;

const SETTLE = `UPDATE il.approval_proposal SET state = $2, state_reason = $3, decided_at = now() WHERE id = $1`;

/** Approvers who are, by the links of now, one of the given accounts. */
const APPROVED_BY_ONE_OF = `
  SELECT v.approver FROM il.approval_vote v, unnest($2::text[]) a
  WHERE v.proposal_id = $1 AND v.verdict = 'APPROVE' AND il.is_same_party(v.approver, a) LIMIT 1`;

/**
 * Four eyes. A proposal names a subject, the hash of its content and its author; approvals count for exactly that hash,
 * and only from persons who are not the author, under whatever account. Who may decide is enforced by triggers, in the
 * transaction of the decision; what uses an approval asks for it in its own transaction.
 */
export class Approvals {
  constructor(
    private readonly audit: AuditLog,
    private readonly ids: UlidFactory,
  ) {}

  /**
   * Opens a proposal. The same content again gives the proposal there is; other content voids it, approvals included.
   * @throws InterlockError APPROVAL_INVALID
   */
  async propose(tx: Tx, request: ProposalRequest, actor: ApprovalActor): Promise<Proposal> {
    refuse(findingsOf(request));
    const { subject, contentHash, riskClass } = request;
    // Two proposals of one subject at once: the later one sees the earlier.
    await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`approval ${subject.type} ${subject.id}`]);
    const live = await this.#live(tx, subject, "FOR UPDATE OF p");
    const isSame = live?.contentHash === contentHash && live.author === request.author && live.riskClass === riskClass;
    if (live !== undefined && isSame) return live;
    if (live !== undefined) await this.#settle(tx, live, "VOIDED", "replaced by a proposal of other content", actor);
    const id = this.ids.next();
    await refusedByDutySeparation(() => tx.query(INSERT, valuesOf(id, request)));
    await this.#record(tx, "approval:propose", await this.get(tx, id), request.reason, actor);
    if (riskClass === "BELOW_THRESHOLD" && (request.approversNeeded ?? 0) === 0) {
      await refusedByDutySeparation(() => tx.query(SETTLE, [id, "APPROVED", "below the threshold"]));
    }
    return await this.get(tx, id);
  }

  /** @throws InterlockError FOUR_EYES_REQUIRED, APPROVAL_SETTLED, APPROVAL_CONTENT_CHANGED, APPROVAL_UNKNOWN */
  async approve(tx: Tx, vote: VoteRequest, actor: ApprovalActor): Promise<Proposal> {
    return await this.#vote(tx, vote, "APPROVE", actor);
  }

  /** One rejection ends the proposal. @throws InterlockError as for `approve` */
  async reject(tx: Tx, vote: VoteRequest, actor: ApprovalActor): Promise<Proposal> {
    return await this.#vote(tx, vote, "REJECT", actor);
  }

  /** Ends the live proposal of a subject, if there is one: its content has changed or is gone. */
  async void(tx: Tx, subject: ApprovalSubject, reason: string, actor: ApprovalActor): Promise<void> {
    const live = await this.#live(tx, subject, "FOR UPDATE OF p");
    if (live !== undefined) await this.#settle(tx, live, "VOIDED", reason, actor);
  }

  /**
   * To be called in the transaction that does what was approved. It looks at the links of now: an approver who has
   * turned out to be the author, or one of `notApprovedBy`, does not count.
   * @param contentHash of what is about to take effect, made from the content itself
   * @throws InterlockError APPROVAL_REQUIRED saying what is missing
   */
  async requireApproved(
    tx: Tx,
    subject: ApprovalSubject,
    contentHash: string,
    notApprovedBy: readonly string[] = [],
  ): Promise<Proposal> {
    await refusedByDutySeparation(() => tx.query("SELECT il.lock_links(false)"));
    const live = await this.#live(tx, subject, "FOR SHARE OF p");
    const name = `${subject.type} ${subject.id}`;
    if (live === undefined) throw notApproved(`Nothing is proposed or approved for ${name}; propose it.`);
    if (live.contentHash !== contentHash) {
      throw notApproved(`${name} was approved with other content (${live.contentHash}); propose the content of now.`);
    }
    if (live.state !== "APPROVED") {
      throw notApproved(`${name} has ${live.votes.length} of ${live.approversNeeded} approvals; wait for the others.`);
    }
    const [row] = await tx.query<{ ok: boolean }>("SELECT il.is_approved($1) AS ok", [live.id]);
    if (row?.ok !== true)
      throw notApproved(`An approver of ${name} is the same party as its author; have it approved anew.`);
    const [barred] = await tx.query<{ approver: string }>(APPROVED_BY_ONE_OF, [live.id, [...notApprovedBy]]);
    if (barred === undefined) return live;
    throw notApproved(`${barred.approver} gains by what he approved in ${name}; another person must approve it.`);
  }

  /** @throws InterlockError APPROVAL_UNKNOWN */
  async get(tx: Tx, id: string): Promise<Proposal> {
    const [row] = await tx.query<{ json: Proposal }>(GET, [id]);
    if (row !== undefined) return row.json;
    throw new InterlockError(approvalProblems.APPROVAL_UNKNOWN, { detail: `There is no proposal ${id.slice(0, 40)}.` });
  }

  async #live(tx: Tx, { type, id }: ApprovalSubject, lock: string): Promise<Proposal | undefined> {
    const [locked] = await tx.query<{ id: string }>(
      `SELECT p.id FROM il.approval_proposal p WHERE p.subject_type = $1 AND p.subject_id = $2
         AND p.state IN ('OPEN', 'APPROVED') ${lock}`,
      [type, id],
    );
    if (locked === undefined) return undefined;
    // Read again: the votes are of the time after the lock was had.
    return (await tx.query<{ json: Proposal }>(LIVE, [type, id]))[0]?.json;
  }

  async #vote(tx: Tx, vote: VoteRequest, verdict: Vote["verdict"], actor: ApprovalActor): Promise<Proposal> {
    const { proposalId, approver, contentHash, reason } = vote;
    refuse(reasonFindings(reason));
    await refusedByDutySeparation(() => tx.query(VOTE, [proposalId, approver, verdict, contentHash, reason]));
    const proposal = await this.get(tx, proposalId);
    await this.#record(tx, verdict === "APPROVE" ? "approval:approve" : "approval:reject", proposal, reason, actor);
    return proposal;
  }

  async #settle(tx: Tx, live: Proposal, state: "VOIDED", reason: string, actor: ApprovalActor): Promise<void> {
    await tx.query(SETTLE, [live.id, state, reason]);
    await this.#record(tx, "approval:void", { ...live, state }, reason, actor);
  }

  async #record(tx: Tx, action: string, proposal: Proposal, reason: string, actor: ApprovalActor): Promise<void> {
    const { id, subject, contentHash, author, state, plantCode } = proposal;
    await this.audit.append(tx, [
      {
        ...actor,
        action,
        resourceType: "approval",
        resourceId: id,
        ...(plantCode === null ? {} : { plantCode }),
        contentHash,
        reason,
        ...(action === "approval:void" ? {} : { meaning: action.slice("approval:".length) }),
        after: { subject, author, state, permission: proposal.permission, riskClass: proposal.riskClass },
      },
    ]);
  }
}

function valuesOf(id: string, request: ProposalRequest): unknown[] {
  const { subject, contentHash, author, permission, plantCode, contract, attributes, riskClass, reason } = request;
  return [
    id,
    subject.type,
    subject.id,
    contentHash,
    author,
    permission,
    plantCode ?? null,
    contract ?? null,
    JSON.stringify(attributes ?? {}),
    riskClass,
    request.approversNeeded ?? 0,
    request.consumerOwners ?? [],
    request.barred ?? [],
    reason,
  ];
}

function findingsOf({ contentHash, riskClass, consumerOwners, reason }: ProposalRequest): Finding[] {
  const isHash = /^[0-9a-f]{64}$/.test(contentHash);
  const isDecidable = riskClass !== "BREAKING" || (consumerOwners ?? []).length > 0;
  return [
    ...(isHash ? [] : [finding("/contentHash", "contentHash must be a SHA-256 in lower-case hexadecimal")]),
    ...(isDecidable ? [] : [finding("/consumerOwners", "a breaking change names who may approve for its consumers")]),
    ...reasonFindings(reason),
  ];
}

function reasonFindings(reason: string): Finding[] {
  const isReason = reason.trim().length >= 3 && reason.length <= 2000;
  return isReason ? [] : [finding("/reason", "reason must say why, in 3 to 2000 characters")];
}

function finding(pointer: string, message: string): Finding {
  return { code: approvalProblems.APPROVAL_INVALID.code, severity: "ERROR", pointer, message };
}

function refuse(findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  const detail = findings.map(({ message }) => message).join("; ");
  throw new InterlockError(approvalProblems.APPROVAL_INVALID, { detail, errors: findings });
}

function notApproved(detail: string): InterlockError {
  return new InterlockError(approvalProblems.APPROVAL_REQUIRED, { detail });
}
