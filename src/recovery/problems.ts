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
  ALERT_NOT_FOUND: { class: "BUSINESS", status: 404, retryable: false, title: "There is no such alert." },
  ALERT_NOT_OPEN: {
    class: "CONCURRENCY",
    status: 409,
    retryable: false,
    title: "The alert is acknowledged already, or over.",
  },
  FLOW_NOT_FOUND: { class: "BUSINESS", status: 404, retryable: false, title: "There is no such accepted operation." },
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
  POSTING_HAS_MEMBERS: {
    class: "BUSINESS",
    status: 409,
    retryable: false,
    title: "The posting carries others, which would be given up with it.",
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
