import type { StateMachine } from "../kernel/state-machine.js";

/** MovementState of contracts/schemas/inventory-movement.yaml. */
export type MovementState = "RECEIVED" | "QUARANTINED" | "APPLIED" | "POSTED" | "PARKED" | "REVERSED";

/**
 * A movement that its checks refused stays PARKED; the corrected one is a movement of its own. What waits in its posting
 * is APPLIED; the posting says why. The database refuses every other transition (SQLSTATE IL001).
 */
export const MOVEMENT: StateMachine<MovementState> = {
  name: "movement",
  // APPLIED is where a movement begins that came with a confirmation.
  initial: ["RECEIVED", "APPLIED"],
  transitions: {
    RECEIVED: ["QUARANTINED", "APPLIED", "PARKED"],
    QUARANTINED: ["APPLIED", "PARKED"],
    APPLIED: ["POSTED"],
    POSTED: ["REVERSED"],
    PARKED: [],
    REVERSED: [],
  },
};
