import { defineProblems } from "../kernel/problem.js";

/** What recovery can answer. */
export const recoveryProblems = defineProblems({
  RECOVERY_REQUEST_INVALID: {
    class: "CONTRACT",
    status: 400,
    retryable: false,
    title: "The request is not as the route describes it.",
  },
  FAILURE_GROUP_NOT_FOUND: {
    class: "BUSINESS",
    status: 404,
    retryable: false,
    title: "There is no such failure group.",
  },
  REPLAY_NOT_FOUND: { class: "BUSINESS", status: 404, retryable: false, title: "There is no such replay." },
  REPLAY_EMPTY: {
    class: "BUSINESS",
    status: 422,
    retryable: false,
    title: "No stopped posting matches the selection.",
  },
  REPLAY_TOO_LARGE: {
    class: "BUSINESS",
    status: 422,
    retryable: false,
    title: "The selection holds more postings than one replay takes.",
  },
  REPLAY_STATE: {
    class: "BUSINESS",
    status: 409,
    retryable: false,
    title: "The replay is in a state that does not allow this step.",
  },
  POSTING_DOCUMENT_INVALID: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "The changed document breaks its schema.",
  },
  POSTING_CHANGE_NOT_FOUND: {
    class: "BUSINESS",
    status: 404,
    retryable: false,
    title: "There is no such change of a posting.",
  },
  POSTING_CHANGE_SETTLED: {
    class: "CONCURRENCY",
    status: 409,
    retryable: false,
    title: "The change is settled, or another one of the posting is open.",
  },
});
