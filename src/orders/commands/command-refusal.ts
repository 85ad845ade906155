import type { ProblemDefinition } from "../../kernel/problem.js";
import { orderProblems } from "../problems.js";
import type { CommandedOrder } from "./commanded-order.js";
import { COMMAND_RULES, needOf, type OrderCommandName } from "./order-command.js";

/** Why a command cannot be carried out. */
export interface CommandRefusal {
  readonly definition: ProblemDefinition;
  readonly detail: string;
}

const ENDED = ["CLOSED", "CANCELLED", "ABORTED"];

/**
 * Judges a command by the order as it is now. The accept statement has asked the same; since then the plant may have
 * begun to work, or another command may have come first.
 */
export function refuseCommand(order: CommandedOrder, command: OrderCommandName): CommandRefusal | undefined {
  const { state, syncState } = order;
  const name = `Order ${order.plantCode}/${order.orderNumber}`;
  if (command === "CANCEL" && (order.hasActivity || ["RUNNING", "SUSPENDED", "HELD"].includes(state))) {
    const detail = `${name} is ${state} and the plant has worked on it; abort it instead.`;
    return { definition: orderProblems.ORDER_HAS_ACTIVITY, detail };
  }
  if (command !== "REOPEN" && ENDED.includes(state)) {
    return { definition: orderProblems.ORDER_CLOSED, detail: `${name} is ${state}; it takes no command any more.` };
  }
  const { states, syncStates } = COMMAND_RULES[command];
  if (order.isReleasing && isRepeat(command)) {
    const detail = `${name} is being released already; ${command} again when that has failed.`;
    return { definition: orderProblems.ORDER_STATE_CONFLICT, detail };
  }
  const isPossible = (states?.includes(state) ?? true) && (syncStates?.includes(syncState) ?? true);
  if (isPossible) return undefined;
  const detail = `${name} is ${state} ${syncState}; ${command} needs ${needOf(command)}.`;
  return { definition: orderProblems.ORDER_STATE_CONFLICT, detail };
}

/** Two releases of one order beside each other would each wait for an answer of its own. */
function isRepeat(command: OrderCommandName): boolean {
  return command === "REVALIDATE" || command === "REDISPATCH";
}
