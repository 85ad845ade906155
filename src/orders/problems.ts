import { type ProblemDefinition, defineProblems } from "../kernel/problem.js";

/** Problems of orders and their execution (domain.md §4.3). */
export const PROBLEMS = defineProblems({
  ORDER_NOT_FOUND: { class: "BUSINESS", status: 404, retryable: false, title: "There is no such order" },
  CONFIRMATION_NOT_FOUND: { class: "BUSINESS", status: 404, retryable: false, title: "There is no such confirmation" },
  OPERATION_STATUS_NOT_FOUND: { class: "BUSINESS", status: 404, retryable: false, title: "There is no such operation" },
  CURSOR_INVALID: { class: "CONTRACT", status: 400, retryable: false, title: "The cursor is not one this list gave" },
  STALE_REVISION: { class: "CONCURRENCY", status: 409, retryable: false, title: "A newer or equal revision of the order exists" },
  ETAG_MISMATCH: { class: "CONCURRENCY", status: 412, retryable: false, title: "If-Match names another version of the order" },
  IDEMPOTENCY_KEY_REUSED: { class: "CONTRACT", status: 422, retryable: false, title: "The Idempotency-Key was used for another request" },
  ORDER_CLOSED: { class: "BUSINESS", status: 409, retryable: false, title: "The order is closed to this" },
  ORDER_HELD: { class: "BUSINESS", status: 409, retryable: true, title: "The order is held" },
  ORDER_HAS_ACTIVITY: { class: "BUSINESS", status: 409, retryable: false, title: "The plant has already worked on what the change takes away" },
  QTY_BELOW_CONFIRMED: { class: "BUSINESS", status: 409, retryable: false, title: "The new quantity is below what is already confirmed" },
  SEQUENCE_CONFLICT: { class: "CONCURRENCY", status: 409, retryable: false, title: "The sequence number does not fit" },
  ACKNOWLEDGEMENT_NOT_EXPECTED: { class: "CONCURRENCY", status: 409, retryable: false, title: "The order does not wait for this acknowledgement" },
  UNKNOWN_ORDER: { class: "BUSINESS", status: 422, retryable: true, title: "The order of the report is not known yet" },
  ORDER_NOT_RELEASED: { class: "BUSINESS", status: 422, retryable: true, title: "The order of the report is not ready yet" },
  EVENT_BEFORE_RELEASE: { class: "BUSINESS", status: 422, retryable: false, title: "The report is older than its order" },
  OVER_TOLERANCE: { class: "BUSINESS", status: 422, retryable: false, title: "The yield exceeds the order by more than its tolerance" },
  OPERATION_FINAL: { class: "BUSINESS", status: 422, retryable: false, title: "The last report of the operation is already in" },
  OPERATION_NOT_RUNNING: { class: "BUSINESS", status: 422, retryable: false, title: "The operation does not run" },
  OPERATION_NOT_PAUSED: { class: "BUSINESS", status: 422, retryable: false, title: "The operation is not paused" },
  COMPONENT_UNKNOWN: { class: "MASTER_DATA", status: 422, retryable: false, title: "The order has no such component line" },
  REASON_CODE_UNKNOWN: { class: "MASTER_DATA", status: 422, retryable: false, title: "The plant has no such reason code" },
  REPORT_REFUSED: { class: "BUSINESS", status: 422, retryable: false, title: "The report did not pass its checks" },
});

/** The entry of a code that a check gave; codes of other catalogues are refused reports. */
export function problemOf(code: string): ProblemDefinition {
  return (PROBLEMS as Readonly<Record<string, ProblemDefinition>>)[code] ?? PROBLEMS.REPORT_REFUSED;
}
