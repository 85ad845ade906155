import { defineProblems } from "../kernel/problem.js";

/** What can be wrong with a request to the registry of consumer contracts. */
export const verificationProblems = defineProblems({
  PACT_RESOURCE_NOT_FOUND: {
    class: "GOVERNANCE",
    status: 404,
    retryable: false,
    title: "The registry of consumer contracts holds no such resource.",
  },
  PACT_REQUEST_INVALID: {
    class: "CONTRACT",
    status: 400,
    retryable: false,
    title: "The request to the registry of consumer contracts is not valid.",
  },
  PACT_CONTENT_CONFLICT: {
    class: "CONCURRENCY",
    status: 409,
    retryable: false,
    title: "This version was published with other content.",
  },
  PLANT_PROMOTION_REFUSED: {
    class: "GOVERNANCE",
    status: 409,
    retryable: false,
    title: "What runs in these plants does not fit the version.",
  },
  PACT_CLEAN_UP_STALE: {
    class: "CONCURRENCY",
    status: 409,
    retryable: false,
    title: "The plan of the clean-up is not the one of now.",
  },
});
