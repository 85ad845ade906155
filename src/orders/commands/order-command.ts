import type { OrderState, SyncState } from "../states.js";

/** What a caller may ask of an order besides changing its content (contract: the `:command` operations). */
export type OrderCommandName = "CANCEL" | "CLOSE" | "REOPEN" | "ABORT" | "REVALIDATE" | "REDISPATCH";

/** Body of a command (OrderCommand of contracts/schemas/production-order.yaml). */
export interface OrderCommandBody {
  readonly reasonCode?: string;
  readonly reason?: string;
}

/** Where a command may begin; the accept statement and the command itself ask the same table. */
export interface CommandRule {
  /** States it starts from; undefined for every state that is not over. */
  readonly states?: readonly OrderState[];
  readonly syncStates?: readonly SyncState[];
}

const OPEN: readonly OrderState[] = ["RELEASED", "READY", "RUNNING", "SUSPENDED"];

export const COMMAND_RULES: Readonly<Record<OrderCommandName, CommandRule>> = {
  CANCEL: { states: ["FORECAST", "RELEASED", "READY"] },
  CLOSE: { states: ["COMPLETED"] },
  REOPEN: { states: ["CLOSED"] },
  ABORT: { states: ["RUNNING", "SUSPENDED", "HELD"] },
  REVALIDATE: { states: OPEN, syncStates: ["REJECTED", "NACKED"] },
  REDISPATCH: { states: OPEN, syncStates: ["DISPATCH_FAILED"] },
};

/** In words: `COMPLETED`, or `RELEASED or READY and REJECTED or NACKED`. */
export function needOf(command: OrderCommandName): string {
  const { states, syncStates } = COMMAND_RULES[command];
  return [states, syncStates].flatMap((allowed) => (allowed === undefined ? [] : [allowed.join(" or ")])).join(" and ");
}
