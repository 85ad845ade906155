import { defineProblems } from "../kernel/problem.js";

/** Problems of lots and their genealogy. */
export const genealogyProblems = defineProblems({
  LOT_NOT_TRACED: { class: "BUSINESS", status: 404, retryable: false, title: "Nothing is recorded of the lot" },
  GENEALOGY_CYCLE: {
    class: "BUSINESS",
    status: 422,
    retryable: false,
    title: "A lot would be made of itself",
  },
});
