import type { StateMachine } from "../kernel/state-machine.js";

/** Life of a contract version; the gateway serves `promoted` and `deprecated` and nothing else. */
export type ContractState =
  "draft" | "candidate" | "approved" | "promoted" | "deprecated" | "retired" | "rejected" | "suspended";

/**
 * `promoted → approved` is a version that another one of its line replaced; it may be promoted again. `suspended` is one
 * that a rollback took out of service. `retired → deprecated` exists for a rollback only.
 */
export const contractStates: StateMachine<ContractState> = {
  name: "contract",
  initial: ["draft"],
  transitions: {
    draft: ["candidate", "rejected"],
    candidate: ["approved", "rejected"],
    approved: ["candidate", "promoted", "deprecated", "rejected"],
    promoted: ["deprecated", "approved", "suspended"],
    deprecated: ["retired", "promoted", "approved", "suspended"],
    retired: ["deprecated"],
    suspended: ["candidate", "promoted", "deprecated", "rejected"],
    rejected: [],
  },
};

export const isServedState = (state: ContractState): boolean => state === "promoted" || state === "deprecated";
