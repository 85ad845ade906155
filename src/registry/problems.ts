import { defineProblems } from "../kernel/problem.js";

/** What can be wrong with a contract that is registered or asked for. */
export const registryProblems = defineProblems({
  CONTRACT_VERSION_NOT_FOUND: {
    class: "GOVERNANCE",
    status: 404,
    retryable: false,
    title: "The registry holds no such contract version.",
  },
  CONTRACT_BUNDLE_INVALID: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "The files are no contract that the registry can store.",
  },
  CONTRACT_STATE_CONFLICT: {
    class: "GOVERNANCE",
    status: 409,
    retryable: false,
    title: "The state of the contract version does not allow this.",
  },
});
