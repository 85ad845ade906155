import { defineProblems } from "../../kernel/problem.js";

/** Problems of event subscriptions. */
export const subscriptionProblems = defineProblems({
  SUBSCRIPTION_INVALID: {
    class: "CONTRACT",
    status: 400,
    retryable: false,
    title: "The event subscription is not possible",
  },
  SUBSCRIPTION_UNKNOWN: {
    class: "CONTRACT",
    status: 404,
    retryable: false,
    title: "There is no such event subscription or dead letter",
  },
  SUBSCRIPTION_EXISTS: {
    class: "CONCURRENCY",
    status: 409,
    retryable: false,
    title: "An event subscription has this name already",
  },
  SUBSCRIPTION_GRANTS_UNREGISTERED: {
    class: "AUTH",
    status: 403,
    retryable: false,
    title: "The grants of the owner end with his token",
  },
  EVENT_NOT_TAKEN: {
    class: "TECHNICAL",
    status: 502,
    retryable: true,
    title: "The receiver did not take the event",
  },
});
