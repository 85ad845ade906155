import { defineProblems } from "../kernel/problem.js";

/** Problems of quality events and holds (domain.md §4.3). */
export const qualityProblems = defineProblems({
  HOLD_NOT_FOUND: { class: "BUSINESS", status: 404, retryable: false, title: "There is no such hold" },
  NONCONFORMANCE_NOT_FOUND: {
    class: "BUSINESS",
    status: 404,
    retryable: false,
    title: "There is no such nonconformance",
  },
  HOLD_STATE_CONFLICT: {
    class: "BUSINESS",
    status: 409,
    retryable: false,
    title: "The state of the hold does not allow this",
  },
  NONCONFORMANCE_CLOSED: {
    class: "BUSINESS",
    status: 409,
    retryable: false,
    title: "The nonconformance is closed",
  },
  NONCONFORMANCE_INCOMPLETE: {
    class: "BUSINESS",
    status: 422,
    retryable: false,
    title: "The nonconformance cannot be closed yet",
  },
  HOLD_MAY_NOT_EXPIRE: {
    class: "BUSINESS",
    status: 422,
    retryable: false,
    title: "Holds of the plant do not expire",
  },
  RESULT_CONTRADICTS_LIMITS: {
    class: "BUSINESS",
    status: 422,
    retryable: false,
    title: "A result does not fit its limits",
  },
  LOT_DISPOSITION_CONFLICT: {
    class: "BUSINESS",
    status: 409,
    retryable: false,
    title: "The disposition of the lot does not allow this",
  },
  HOLD_BLOCKS_COMPLETION: {
    class: "BUSINESS",
    status: 409,
    retryable: true,
    title: "A hold keeps the order from being completed",
  },
  HOLD_BLOCKS_RECEIPT: {
    class: "BUSINESS",
    status: 409,
    retryable: true,
    title: "A hold keeps the goods receipt back",
  },
  HOLD_BLOCKS_ISSUE: {
    class: "BUSINESS",
    status: 409,
    retryable: true,
    title: "A hold keeps the goods issue back",
  },
  HOLD_BLOCKS_SHIPMENT: {
    class: "BUSINESS",
    status: 409,
    retryable: true,
    title: "A hold keeps the shipment back",
  },
  HOLD_BLOCKS_RELEASE: {
    class: "BUSINESS",
    status: 422,
    retryable: true,
    title: "A hold keeps the order from being released",
  },
});
