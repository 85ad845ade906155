import { setTimeout as delay } from "node:timers/promises";
import { systemClock } from "../../../src/kernel/clock.js";
import type { StruckFault } from "../faults/fault.js";
import { CONFIRMATIONS_PER_ORDER } from "../chaos-order.js";
import type { ChaosScenario } from "./chaos-scenario.js";

const POLL_INTERVAL_MS = 200;
const REPORT_INTERVAL_MS = 10_000;

/** The ERP cannot be reached until the plant has reported everything; then the backlog is drained, and timed. */
export const erpOutage: ChaosScenario = ({ plan, stage: { say }, system: { links }, database }) => {
  const faults: StruckFault[] = [];
  const reports = plan.orders * CONFIRMATIONS_PER_ORDER;
  const until = async (what: string, left: () => Promise<number>, signal: AbortSignal): Promise<void> => {
    for (let reportedMs = systemClock.monotonicMs(); !signal.aborted; await delay(POLL_INTERVAL_MS)) {
      const count = await left();
      if (count <= 0) return;
      if (systemClock.monotonicMs() - reportedMs < REPORT_INTERVAL_MS) continue;
      reportedMs = systemClock.monotonicMs();
      say(`${count} ${what}`);
    }
  };
  const befall = async (signal: AbortSignal): Promise<void> => {
    const startedAt = systemClock.now();
    await links.erp.cut();
    say("the ERP is away");
    await until("reports to come", async () => reports - (await database.standing()).confirmationsApplied, signal);
    const { postingsOpen } = await database.standing();
    await links.erp.mend();
    faults.push({ name: "ERP outage", startedAt, endedAt: systemClock.now() });
    say(`the ERP is back; ${postingsOpen} postings wait for it`);
    const startMs = systemClock.monotonicMs();
    await until("postings to go", async () => (await database.standing()).postingsOpen, signal);
    const seconds = (systemClock.monotonicMs() - startMs) / 1000;
    say(`backlog drained in ${seconds.toFixed(1)} s, ${(postingsOpen / seconds).toFixed(0)} postings a second`);
  };
  return { kills: [], faults, befall };
};
