import { defineProblems } from "../../kernel/problem.js";

/** What a client that asks too often is told. */
export const trafficProblems = defineProblems({
  RATE_LIMITED: { class: "TECHNICAL", status: 429, retryable: true, title: "More requests in a minute than allowed." },
  QUOTA_EXCEEDED: { class: "TECHNICAL", status: 429, retryable: true, title: "The quota of the day is used up." },
});
