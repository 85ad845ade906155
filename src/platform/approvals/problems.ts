import { defineProblems } from "../../kernel/problem.js";

/** What segregation of duties and approvals can answer. */
export const approvalProblems = defineProblems({
  FOUR_EYES_REQUIRED: {
    class: "AUTH",
    status: 403,
    retryable: false,
    title: "This step needs a second person.",
  },
  APPROVAL_INVALID: {
    class: "GOVERNANCE",
    status: 422,
    retryable: false,
    title: "The proposal or the decision about it is not well-formed.",
  },
  APPROVAL_UNKNOWN: {
    class: "BUSINESS",
    status: 404,
    retryable: false,
    title: "There is no such proposal that the client may see.",
  },
  APPROVAL_SETTLED: {
    class: "CONCURRENCY",
    status: 409,
    retryable: false,
    title: "The proposal is decided already.",
  },
  APPROVAL_CONTENT_CHANGED: {
    class: "CONCURRENCY",
    status: 409,
    retryable: false,
    title: "The proposal is about other content.",
  },
  APPROVAL_REQUIRED: {
    class: "GOVERNANCE",
    status: 409,
    retryable: false,
    title: "The content is not approved.",
  },
});
