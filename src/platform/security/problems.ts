import { defineProblems } from "../../kernel/problem.js";

/** The AUTH part of the error catalogue, and what client administration can answer. */
export const securityProblems = defineProblems({
  UNAUTHENTICATED: {
    class: "AUTH",
    status: 401,
    retryable: false,
    title: "The request carries no valid access token.",
  },
  FORBIDDEN_ACTION: {
    class: "AUTH",
    status: 403,
    retryable: false,
    title: "The client holds no grant for this action.",
  },
  FORBIDDEN_PLANT: {
    class: "AUTH",
    status: 403,
    retryable: false,
    title: "The client holds no grant for this action in this plant.",
  },
  CLIENT_EXISTS: {
    class: "BUSINESS",
    status: 409,
    retryable: false,
    title: "A client with this id exists already.",
  },
  CLIENT_UNKNOWN: {
    class: "BUSINESS",
    status: 404,
    retryable: false,
    title: "No client has this id.",
  },
  CLIENT_INVALID: {
    class: "GOVERNANCE",
    status: 422,
    retryable: false,
    title: "The client or one of its grants is not allowed by the policy.",
  },
  POLICY_INVALID: {
    class: "GOVERNANCE",
    status: 500,
    retryable: false,
    title: "The policy files cannot be used.",
  },
});
