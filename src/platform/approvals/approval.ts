/** The thing that is to be approved, such as a contract version. */
export interface ApprovalSubject {
  /** `contract-version`, `ruleset`, `waiver`, `policy`, `replay`, `discard`, `hold-release`, `key-audit`, … */
  readonly type: string;
  readonly id: string;
}

/**
 * How much is at stake; il.approval_risk_class says how many must approve at least.
 * BELOW_THRESHOLD 0 (replays and discards only), STANDARD 1, BREAKING 2 of which one for the consumers, CRITICAL 2.
 */
export type RiskClass = "BELOW_THRESHOLD" | "STANDARD" | "BREAKING" | "CRITICAL";

export type ProposalState = "OPEN" | "APPROVED" | "REJECTED" | "VOIDED";

/** What somebody wants to have approved. */
export interface ProposalRequest {
  readonly subject: ApprovalSubject;
  /** SHA-256 in lower-case hexadecimal of the content; an approval is worth nothing for any other. */
  readonly contentHash: string;
  /** Who made the content, not who hands it in: neither he nor any account of his may approve. */
  readonly author: string;
  /** Permission an approver needs, such as `contract:approve`. */
  readonly permission: string;
  readonly plantCode?: string;
  readonly contract?: string;
  /** Further attributes the policy may ask about, such as `state` or `messages`. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly riskClass: RiskClass;
  /** More than the risk class asks for; never fewer. */
  readonly approversNeeded?: number;
  /** Accounts or groups that speak for the consumers; BREAKING needs one of them. */
  readonly consumerOwners?: readonly string[];
  /** Who else must not approve because he gains by it, such as the authors of contracts that a new rule lets pass. */
  readonly barred?: readonly string[];
  readonly reason: string;
}

/** A proposal as it is stored and shown. */
export interface Proposal {
  readonly id: string;
  readonly subject: ApprovalSubject;
  readonly contentHash: string;
  readonly author: string;
  readonly permission: string;
  readonly plantCode: string | null;
  readonly contract: string | null;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly riskClass: RiskClass;
  readonly approversNeeded: number;
  readonly consumerOwners: readonly string[];
  readonly barred: readonly string[];
  readonly reason: string;
  readonly state: ProposalState;
  readonly stateReason: string | null;
  readonly createdAt: string;
  readonly decidedAt: string | null;
  readonly votes: readonly Vote[];
}

/** One decision of one person about a proposal. */
export interface Vote {
  readonly approver: string;
  readonly verdict: "APPROVE" | "REJECT";
  readonly reason: string;
  readonly isConsumerSide: boolean;
  readonly at: string;
}

/** A decision that is to be recorded. */
export interface VoteRequest {
  readonly proposalId: string;
  readonly approver: string;
  /** What the approver has seen; another hash than the proposal's refuses the vote. */
  readonly contentHash: string;
  readonly reason: string;
}

/** Who acts and under which correlation, for the audit. */
export interface ApprovalActor {
  readonly actor: string;
  readonly correlationId: string;
  readonly traceparent?: string;
}

const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** SQL of a Proposal as JSON, for alias `p` of il.approval_proposal. */
export const PROPOSAL_JSON = `json_build_object(
  'id', p.id, 'subject', json_build_object('type', p.subject_type, 'id', p.subject_id),
  'contentHash', p.content_hash, 'author', p.author, 'permission', p.permission, 'plantCode', p.plant_code,
  'contract', p.contract, 'attributes', p.attributes, 'riskClass', p.risk_class,
  'approversNeeded', p.approvers_needed, 'consumerOwners', p.consumer_owners, 'barred', p.barred,
  'reason', p.reason, 'state', p.state, 'stateReason', p.state_reason,
  'createdAt', ${instant("p.created_at")}, 'decidedAt', ${instant("p.decided_at")},
  'votes', (SELECT coalesce(json_agg(json_build_object('approver', v.approver, 'verdict', v.verdict, 'reason', v.reason,
      'isConsumerSide', v.is_consumer_side, 'at', ${instant("v.at")}) ORDER BY v.at, v.approver), '[]')
    FROM il.approval_vote v WHERE v.proposal_id = p.id))`;
