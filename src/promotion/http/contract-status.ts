import type { Finding } from "../../kernel/finding.js";
import type { Proposal, Vote } from "../../platform/approvals/public.js";
import type { ContractVersion } from "../../registry/public.js";
import type { GateReport } from "../can-promote.js";
import type { Evaluation } from "../evaluation.store.js";
import type { EvidenceItem } from "../evidence/evidence.js";

/** A version with all that speaks for and against it, as the routes show it. */
export interface ContractStatus {
  readonly version: ContractVersion;
  readonly canPromote: boolean;
  readonly reasons: readonly Finding[];
  readonly evaluation?: ShownEvaluation;
  readonly approval?: ShownApproval;
}

type ShownEvaluation = Omit<Evaluation, "evidence"> & { readonly items: readonly EvidenceItem[] };

type ShownApproval = Pick<Proposal, "id" | "state" | "riskClass" | "approversNeeded"> & {
  readonly votes: readonly Vote[];
};

export function toContractStatus(version: ContractVersion, report: GateReport): ContractStatus {
  const { reasons, evaluation, proposal } = report;
  return {
    version,
    canPromote: reasons.length === 0,
    reasons,
    ...(evaluation === undefined ? {} : { evaluation: toShown(evaluation) }),
    ...(proposal === undefined ? {} : { approval: toApproval(proposal) }),
  };
}

function toShown({ evidence, ...rest }: Evaluation): ShownEvaluation {
  return { ...rest, items: evidence.items };
}

function toApproval({ id, state, riskClass, approversNeeded, votes }: Proposal): ShownApproval {
  return { id, state, riskClass, approversNeeded, votes };
}
