import { defineProblems } from "../kernel/problem.js";

/** Problems of movements and stock snapshots. */
export const movementProblems = defineProblems({
  MOVEMENT_NOT_FOUND: { class: "BUSINESS", status: 404, retryable: false, title: "There is no such movement" },
  MOVEMENT_REFUSED: {
    class: "BUSINESS",
    status: 422,
    retryable: false,
    title: "The movement did not pass its checks",
  },
  LINE_NUMBER_REPEATED: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "Two lines of a movement have the same number",
  },
  MOVEMENT_END_MISSING: {
    class: "BUSINESS",
    status: 422,
    retryable: false,
    title: "The movement does not say where it ends",
  },
  SERIAL_REQUIRED: {
    class: "MASTER_DATA",
    status: 422,
    retryable: false,
    title: "The material is managed by serial numbers",
  },
  SNAPSHOT_REFUSED: {
    class: "MASTER_DATA",
    status: 422,
    retryable: false,
    title: "The stock snapshot did not pass its checks",
  },
});
