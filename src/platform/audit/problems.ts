import { defineProblems } from "../../kernel/problem.js";

/** Problems of reading and keeping the audit trail. */
export const auditProblems = defineProblems({
  AUDIT_QUERY_INVALID: {
    class: "CONTRACT",
    status: 400,
    retryable: false,
    title: "The query is not one of the audit trail",
  },
  AUDIT_ENTRY_UNKNOWN: {
    class: "BUSINESS",
    status: 404,
    retryable: false,
    title: "The audit trail has no entry with this sequence",
  },
  AUDIT_NOT_SIGNED_YET: {
    class: "TECHNICAL",
    status: 409,
    retryable: true,
    title: "No checkpoint covers this part of the audit trail yet",
  },
  AUDIT_ENTRY_PRUNED: {
    class: "BUSINESS",
    status: 410,
    retryable: false,
    title: "The entry was dropped after its retention time",
  },
});
