export { Approvals } from "./approvals.js";
export { ApprovalsModule } from "./approvals.module.js";
export type {
  ApprovalActor,
  ApprovalSubject,
  Proposal,
  ProposalRequest,
  ProposalState,
  RiskClass,
  Vote,
  VoteRequest,
} from "./approval.js";
export { approvalProblems } from "./problems.js";
