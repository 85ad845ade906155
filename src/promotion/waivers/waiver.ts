import type { EvidenceKind } from "../evidence/evidence.js";

/** REQUESTED until enough others have approved; only IN_FORCE covers a finding. */
export type WaiverState = "REQUESTED" | "IN_FORCE" | "EXPIRED" | "REJECTED" | "REVOKED";

/** An accepted finding of one contract line, until a day. */
export interface Waiver {
  readonly id: string;
  /** `openapi/production-order`, as the policy asks about it. */
  readonly contract: string;
  readonly major: string;
  readonly evidenceKind: EvidenceKind;
  readonly fingerprint: string;
  /** Id of the rule that found it, and what it said then. */
  readonly rule: string;
  readonly finding: string;
  /** A break that a witness shows; two people approve it. */
  readonly isProvenBreaking: boolean;
  /** The version in whose evidence the finding stood when the waiver was asked for. */
  readonly digest: string;
  /** Account or team that answers for it. */
  readonly owner: string;
  readonly reason: string;
  /** Last day it holds, RFC 3339 full-date, in UTC. */
  readonly endsOn: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  /** SHA-256 of everything that is approved; approvals are for it. */
  readonly contentHash: string;
  readonly proposalId: string;
  readonly state: WaiverState;
  readonly approvers: readonly string[];
  readonly approversNeeded: number;
  readonly revokedBy?: string;
  readonly revokeReason?: string;
}

/** What evidence keeps of a waiver it rests on. */
export interface AppliedWaiver {
  readonly id: string;
  readonly owner: string;
  readonly reason: string;
  readonly endsOn: string;
}

/** What approvers decide about. */
export type WaiverContent = Pick<
  Waiver,
  | "contract"
  | "major"
  | "evidenceKind"
  | "fingerprint"
  | "rule"
  | "finding"
  | "isProvenBreaking"
  | "digest"
  | "owner"
  | "reason"
  | "endsOn"
>;
