import type { StateMachine } from "../kernel/state-machine.js";

/** States of a posting (domain model, table il.state_transition). */
export type PostingState =
  | "PENDING"
  | "POSTING"
  | "RETRY_WAIT"
  | "UNKNOWN"
  | "PROBING"
  | "POSTED"
  | "PARKED"
  | "DEAD"
  | "DISCARDED"
  | "BLOCKED_BY_HOLD"
  | "AGGREGATED"
  | "REVERSING"
  | "REVERSED";

/** The database refuses every other transition (SQLSTATE IL001). */
export const postingStates: StateMachine<PostingState> = {
  name: "posting",
  initial: ["PENDING"],
  transitions: {
    PENDING: ["POSTING", "BLOCKED_BY_HOLD", "AGGREGATED"],
    POSTING: ["POSTED", "RETRY_WAIT", "UNKNOWN", "PARKED"],
    RETRY_WAIT: ["PENDING", "DEAD"],
    UNKNOWN: ["PROBING"],
    PROBING: ["POSTED", "PENDING", "RETRY_WAIT", "UNKNOWN"],
    PARKED: ["PENDING", "DISCARDED"],
    DEAD: ["PENDING", "DISCARDED"],
    BLOCKED_BY_HOLD: ["PENDING"],
    POSTED: ["REVERSING"],
    REVERSING: ["REVERSED", "PARKED"],
    // An aggregate that the ERP refuses is taken apart.
    AGGREGATED: ["PENDING"],
    DISCARDED: [],
    REVERSED: [],
  },
};

/**
 * States that let the next posting of the same order go. The text is that of the partial index posting_lane, so that
 * the planner recognises it.
 */
export const OUT_OF_THE_LANE = "('POSTED', 'DISCARDED', 'AGGREGATED', 'REVERSED')";
