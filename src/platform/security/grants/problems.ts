import { defineProblems } from "../../../kernel/problem.js";

/** What giving and taking roles can answer. */
export const grantProblems = defineProblems({
  GRANT_INVALID: {
    class: "GOVERNANCE",
    status: 422,
    retryable: false,
    title: "The grant is not one that the policy allows.",
  },
  GRANT_CONFLICT: {
    class: "GOVERNANCE",
    status: 409,
    retryable: false,
    title: "The person holds a role that does not go together with this one.",
  },
  GRANT_UNKNOWN: {
    class: "BUSINESS",
    status: 404,
    retryable: false,
    title: "There is no such grant in force that the client may see.",
  },
  FORBIDDEN_GRANT: {
    class: "AUTH",
    status: 403,
    retryable: false,
    title: "The client may not give this role in this scope.",
  },
  FORBIDDEN_FIELD: {
    class: "AUTH",
    status: 403,
    retryable: false,
    title: "The client may do this, but not with every member that it sent.",
  },
  IDENTITY_LINK_INVALID: {
    class: "GOVERNANCE",
    status: 422,
    retryable: false,
    title: "The accounts cannot be linked like this.",
  },
});
