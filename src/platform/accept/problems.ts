import { defineProblems } from "../../kernel/problem.js";

/** Problems of every durable write (domain.md §4.3). */
export const acceptProblems = defineProblems({
  IDEMPOTENCY_KEY_REUSED: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "The Idempotency-Key was used for another request",
  },
});
