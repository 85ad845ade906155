import { defineProblems } from "../../kernel/problem.js";

/** Problems of the event feed. */
export const messagingProblems = defineProblems({
  FEED_POSITION_INVALID: {
    class: "CONTRACT",
    status: 400,
    retryable: false,
    title: "The position is not one of the event feed",
  },
  FEED_QUERY_INVALID: {
    class: "CONTRACT",
    status: 400,
    retryable: false,
    title: "The query is not one of the event feed",
  },
  FEED_LIMIT_INVALID: { class: "CONTRACT", status: 400, retryable: false, title: "The page size is not possible" },
});
