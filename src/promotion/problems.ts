import { defineProblems } from "../kernel/problem.js";

/** Why a contract version is not judged, approved, promoted or taken out of service. */
export const promotionProblems = defineProblems({
  PROMOTION_BLOCKED: {
    class: "GOVERNANCE",
    status: 409,
    retryable: false,
    title: "The gate does not let the contract version pass.",
  },
  EVIDENCE_STALE: {
    class: "GOVERNANCE",
    status: 409,
    retryable: false,
    title: "The evidence was gathered for something else than what is in force now.",
  },
  EVIDENCE_MISSING: {
    class: "GOVERNANCE",
    status: 409,
    retryable: false,
    title: "A part of the evidence is missing.",
  },
  EVIDENCE_FAILED: {
    class: "GOVERNANCE",
    status: 409,
    retryable: false,
    title: "A part of the evidence speaks against the contract version.",
  },
  EVIDENCE_UNDECIDED: {
    class: "GOVERNANCE",
    status: 409,
    retryable: false,
    title: "A part of the evidence could not decide, which is not a pass.",
  },
  EVIDENCE_NOT_RUN: {
    class: "GOVERNANCE",
    status: 409,
    retryable: false,
    title: "A check that must run was not run.",
  },
  APPROVAL_MISSING: {
    class: "GOVERNANCE",
    status: 409,
    retryable: false,
    title: "Not enough people have approved this evidence.",
  },
  CONTRACT_NOT_SERVED: {
    class: "GOVERNANCE",
    status: 409,
    retryable: false,
    title: "The contract version is not in force.",
  },
  SUNSET_TOO_SOON: {
    class: "GOVERNANCE",
    status: 422,
    retryable: false,
    title: "The sunset leaves consumers less time than was promised.",
  },
  SUNSET_NOT_REACHED: {
    class: "GOVERNANCE",
    status: 409,
    retryable: false,
    title: "The version is promised until its sunset.",
  },
  PROMOTION_NOT_FOUND: {
    class: "GOVERNANCE",
    status: 404,
    retryable: false,
    title: "There is no such promotion to go back to.",
  },
  WAIVER_NOT_FOUND: {
    class: "GOVERNANCE",
    status: 404,
    retryable: false,
    title: "There is no such waiver.",
  },
  WAIVER_FINDING_UNKNOWN: {
    class: "GOVERNANCE",
    status: 422,
    retryable: false,
    title: "The evidence has no such finding that blocks.",
  },
  WAIVER_TERM_INVALID: {
    class: "GOVERNANCE",
    status: 422,
    retryable: false,
    title: "A waiver ends on a day, and soon enough.",
  },
  WAIVER_ENDED: {
    class: "GOVERNANCE",
    status: 409,
    retryable: false,
    title: "A waiver that something rests on has ended.",
  },
  CONTRACT_REQUEST_INVALID: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "The request about contracts is not written as its description says.",
  },
});
