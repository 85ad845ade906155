import { defineProblems } from "../../kernel/problem.js";

/** The AUTH part of the error catalogue, and what client administration can answer. */
export const securityProblems = defineProblems({
  UNAUTHENTICATED: {
    class: "AUTH",
    status: 401,
    retryable: false,
    title: "The request carries no valid access token.",
  },
  ISSUER_UNAVAILABLE: {
    class: "TECHNICAL",
    status: 503,
    retryable: true,
    title: "The issuer of the access token cannot be reached to verify it.",
  },
  API_KEY_LIMIT: {
    class: "BUSINESS",
    status: 409,
    retryable: false,
    title: "The client has two live API keys already.",
  },
  API_KEY_UNKNOWN: {
    class: "BUSINESS",
    status: 404,
    retryable: false,
    title: "The client has no API key of this id.",
  },
  CERTIFICATE_EXISTS: {
    class: "BUSINESS",
    status: 409,
    retryable: false,
    title: "This certificate or subject is registered already.",
  },
  CERTIFICATE_UNKNOWN: {
    class: "BUSINESS",
    status: 404,
    retryable: false,
    title: "The client has no certificate registration of this id.",
  },
  CREDENTIAL_INVALID: {
    class: "BUSINESS",
    status: 422,
    retryable: false,
    title: "The credential cannot be stored as it was described.",
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
