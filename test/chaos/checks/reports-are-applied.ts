import { CONFIRMATIONS_PER_ORDER } from "../chaos-order.js";
import type { ChaosCheck } from "./check.js";

/** Every report of the MES was applied exactly once; none was parked or left waiting. */
export const reportsAreApplied: ChaosCheck = {
  name: "every MES report is applied",
  run({ confirmations, orders }) {
    const applied = confirmations.filter(({ state }) => state === "APPLIED");
    const byOrder = Map.groupBy(applied, ({ orderNumber }) => orderNumber);
    const short = orders.filter(
      ({ orderNumber, state }) => state === "COMPLETED" && byOrder.get(orderNumber)?.length !== CONFIRMATIONS_PER_ORDER,
    );
    return {
      figures: `${confirmations.length} reports, ${applied.length} APPLIED`,
      violations: [
        ...confirmations
          .filter(({ state }) => state !== "APPLIED")
          .map(
            ({ orderNumber, sequence, state, reason }) =>
              `report ${sequence} of ${orderNumber} is ${state} (${reason})`,
          ),
        ...short.map(
          ({ orderNumber }) => `${orderNumber} has ${byOrder.get(orderNumber)?.length ?? 0} applied reports`,
        ),
      ],
    };
  },
};
