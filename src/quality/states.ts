import type { StateMachine } from "../kernel/state-machine.js";

export type HoldState = "OPEN" | "RELEASE_REQUESTED" | "RELEASED" | "REJECTED" | "EXPIRED";

/** A requested release that is denied opens the hold again. */
export const QUALITY_HOLD: StateMachine<HoldState> = {
  name: "quality-hold",
  initial: ["OPEN"],
  transitions: {
    OPEN: ["RELEASE_REQUESTED", "REJECTED", "EXPIRED"],
    RELEASE_REQUESTED: ["RELEASED", "OPEN"],
    RELEASED: [],
    REJECTED: [],
    EXPIRED: [],
  },
};

/** States in which a hold keeps something from going on. */
export const isInForce = (state: HoldState): boolean => state === "OPEN" || state === "RELEASE_REQUESTED";

export type NonconformanceState = "OPEN" | "CLOSED";

export const NONCONFORMANCE: StateMachine<NonconformanceState> = {
  name: "nonconformance",
  initial: ["OPEN"],
  transitions: { OPEN: ["CLOSED"], CLOSED: [] },
};
