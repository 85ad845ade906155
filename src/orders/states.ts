import type { StateMachine } from "../kernel/state-machine.js";

/** Business state of an order (ISA-95 request and response states). */
export type OrderState =
  | "FORECAST"
  | "RELEASED"
  | "READY"
  | "RUNNING"
  | "SUSPENDED"
  | "HELD"
  | "COMPLETED"
  | "CLOSED"
  | "CANCELLED"
  | "ABORTED";

/** How far an order's newest revision has been brought to the MES. */
export type SyncState =
  | "RECEIVED"
  | "VALIDATING"
  | "VALIDATED"
  | "REJECTED"
  | "DISPATCHING"
  | "BUFFERED"
  | "RETRY_WAIT"
  | "DISPATCHED"
  | "ACK_TIMEOUT"
  | "ACKNOWLEDGED"
  | "NACKED"
  | "DISPATCH_FAILED";

export type OperationState = "WAITING" | "READY" | "RUNNING" | "PAUSED" | "HELD" | "COMPLETED" | "ABORTED";

export type ConfirmationState = "RECEIVED" | "WAITING_FOR_SEQUENCE" | "QUARANTINED" | "APPLIED" | "PARKED";

export const PRODUCTION_ORDER: StateMachine<OrderState> = {
  name: "production-order",
  initial: ["FORECAST", "RELEASED"],
  transitions: {
    FORECAST: ["RELEASED", "CANCELLED"],
    RELEASED: ["READY", "CANCELLED"],
    READY: ["RUNNING", "HELD", "CANCELLED"],
    RUNNING: ["SUSPENDED", "HELD", "COMPLETED", "ABORTED"],
    SUSPENDED: ["RUNNING", "HELD", "ABORTED"],
    HELD: ["READY", "RUNNING", "SUSPENDED", "ABORTED"],
    COMPLETED: ["RUNNING", "CLOSED"],
    CLOSED: ["COMPLETED"],
    CANCELLED: [],
    ABORTED: [],
  },
};

/** Besides these, a newer revision begins again at RECEIVED from every state. */
export const PRODUCTION_ORDER_SYNC: StateMachine<SyncState> = {
  name: "production-order-sync",
  initial: ["RECEIVED"],
  transitions: {
    RECEIVED: ["VALIDATING"],
    VALIDATING: ["VALIDATED", "REJECTED"],
    VALIDATED: ["DISPATCHING", "BUFFERED"],
    REJECTED: ["VALIDATING"],
    DISPATCHING: ["DISPATCHED", "RETRY_WAIT", "NACKED", "BUFFERED"],
    BUFFERED: ["DISPATCHING"],
    RETRY_WAIT: ["DISPATCHING", "DISPATCH_FAILED"],
    DISPATCHED: ["ACKNOWLEDGED", "NACKED", "ACK_TIMEOUT"],
    ACK_TIMEOUT: ["DISPATCHING", "DISPATCH_FAILED", "ACKNOWLEDGED", "NACKED"],
    ACKNOWLEDGED: [],
    NACKED: ["VALIDATING"],
    DISPATCH_FAILED: ["DISPATCHING"],
  },
};

export const OPERATION: StateMachine<OperationState> = {
  name: "operation",
  initial: ["WAITING"],
  transitions: {
    WAITING: ["READY", "HELD"],
    READY: ["RUNNING", "HELD"],
    RUNNING: ["PAUSED", "COMPLETED", "HELD", "ABORTED"],
    PAUSED: ["RUNNING", "COMPLETED", "HELD", "ABORTED"],
    HELD: ["WAITING", "READY", "RUNNING", "PAUSED"],
    COMPLETED: ["RUNNING"],
    ABORTED: [],
  },
};

export const CONFIRMATION: StateMachine<ConfirmationState> = {
  name: "confirmation",
  initial: ["RECEIVED"],
  transitions: {
    RECEIVED: ["WAITING_FOR_SEQUENCE", "QUARANTINED", "APPLIED", "PARKED"],
    WAITING_FOR_SEQUENCE: ["APPLIED", "PARKED", "QUARANTINED"],
    QUARANTINED: ["APPLIED", "PARKED", "WAITING_FOR_SEQUENCE"],
    APPLIED: [],
    PARKED: ["APPLIED"],
  },
};
