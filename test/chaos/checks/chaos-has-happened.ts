import { type Count, countOf } from "../evidence.js";
import type { ChaosCheck } from "./check.js";

/** A run that nothing befell proves nothing: every kill was made, hit work in flight, and the ERP failed. */
export const chaosHasHappened: ChaosCheck = {
  name: "the chaos took place",
  run({ kills, killsWanted, faults, faultsWanted, deaths, attempts }) {
    const sends = attempts.filter(({ name }) => name.startsWith("SEND "));
    const total = sends.reduce((sum, { count }) => sum + count, 0);
    const failed = total - answered(sends);
    const idle = kills.filter(
      ({ workflowsHeld, postingsHeld, ordersOpen }) => workflowsHeld + postingsHeld + ordersOpen === 0,
    );
    return {
      figures:
        `${kills.length} of ${killsWanted} kills, ${faults.length} of ${faultsWanted} disturbances; ${failed} of ${total} sends failed ` +
        `(${((100 * failed) / Math.max(total, 1)).toFixed(0)} %)`,
      violations: [
        ...(kills.length === killsWanted ? [] : [`the orders were done after ${kills.length} of ${killsWanted} kills`]),
        ...(faults.length === faultsWanted
          ? []
          : [`the orders were done after ${faults.length} of ${faultsWanted} disturbances`]),
        ...idle.map(({ number }) => `kill ${number} came when nothing was in flight`),
        ...(failed > 0 ? [] : ["no send to the ERP failed"]),
        ...deaths.map((death) => `a worker that nobody killed: ${death}`),
      ],
    };
  },
};

const answered = (sends: readonly Count[]): number =>
  countOf(sends, "SEND APPLIED") + countOf(sends, "SEND DUPLICATE") + countOf(sends, "SEND FOUND");
