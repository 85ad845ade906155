import { defineProblems } from "../kernel/problem.js";

export const deliveryProblems = defineProblems({
  POSTING_WITHOUT_QUANTITY: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "A posting needs a quantity above zero.",
  },
  POSTING_QUERY_INVALID: {
    class: "CONTRACT",
    status: 400,
    retryable: false,
    title: "The question about postings cannot be read.",
  },
  POSTING_NOT_FOUND: { class: "BUSINESS", status: 404, retryable: false, title: "There is no such posting." },
  POSTING_NOT_PARKED: {
    class: "BUSINESS",
    status: 409,
    retryable: false,
    title: "Only a parked or dead posting can be released.",
  },
  POSTING_NOT_AGGREGATE: {
    class: "BUSINESS",
    status: 409,
    retryable: false,
    title: "The posting was not put together from others.",
  },
  ALREADY_REVERSED: { class: "BUSINESS", status: 409, retryable: false, title: "It is reversed already" },
  REVERSAL_NOT_POSSIBLE: { class: "BUSINESS", status: 409, retryable: false, title: "It cannot be reversed" },
  REVERSED_POSTING_MISSING: {
    class: "BUSINESS",
    status: 409,
    retryable: false,
    title: "The posting that is taken back is not in the ERP.",
  },
  POSTING_ABANDONED: {
    class: "TECHNICAL",
    status: 503,
    retryable: true,
    title: "The worker that held the posting stopped before it knew the outcome.",
  },
  SEND_WINDOW_MISSED: {
    class: "TECHNICAL",
    status: 503,
    retryable: true,
    title: "The worker was halted between taking the posting and sending it.",
  },
});
