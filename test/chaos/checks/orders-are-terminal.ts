import type { ChaosCheck } from "./check.js";

const TERMINAL_STATES = ["COMPLETED", "CLOSED", "CANCELLED", "ABORTED"];
const TERMINAL_SYNC_STATES = ["REJECTED", "NACKED", "DISPATCH_FAILED"];

/** Every order that was answered with 202 exists and has ended; every release was answered so. */
export const ordersAreTerminal: ChaosCheck = {
  name: "orders are terminal, none is lost",
  run({ releases, orders }) {
    const known = new Map(orders.map((order) => [order.orderNumber, order]));
    const lost = releases.accepted.filter(({ orderNumber }) => !known.has(orderNumber));
    const open = orders.filter(
      ({ state, syncState }) => !TERMINAL_STATES.includes(state) && !TERMINAL_SYNC_STATES.includes(syncState),
    );
    const completed = orders.filter(({ state }) => state === "COMPLETED").length;
    return {
      figures: `${releases.accepted.length} accepted, ${orders.length - open.length} terminal (${completed} COMPLETED), ${lost.length} lost`,
      violations: [
        ...lost.map(({ orderNumber }) => `${orderNumber} was accepted and does not exist`),
        ...open.map(({ orderNumber, state, syncState }) => `${orderNumber} stays ${state} ${syncState}`),
        ...releases.refused.map((refusal) => `release not accepted: ${refusal}`),
      ],
    };
  },
};
