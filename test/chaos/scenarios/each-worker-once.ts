import { setTimeout as delay } from "node:timers/promises";
import { systemClock } from "../../../src/kernel/clock.js";
import type { StruckFault } from "../faults/fault.js";
import { KillWorkers } from "../kill-workers.js";
import type { ChaosScenario } from "./chaos-scenario.js";

/** Percent of the run at which each process is killed. */
const FIRST_WORKER_PCT = 20;
const SECOND_WORKER_PCT = 45;
const NATS_PCT = 65;
const NATS_DOWN_MS = 2_000;
const POLL_INTERVAL_MS = 50;

/** Each of two workers is killed once while it works, and then the NATS server, which is away for two seconds. */
export const eachWorkerOnce: ChaosScenario = ({ plan, stage: { nats, say }, system, database }) => {
  const killer = new KillWorkers(plan, database, system.workers, say);
  const faults: StruckFault[] = [];
  const killInTurn = async (signal: AbortSignal): Promise<void> => {
    await killer.killAt(FIRST_WORKER_PCT, 1, signal);
    await killer.killAt(SECOND_WORKER_PCT, 2, signal);
    while ((await killer.progressPct()) < NATS_PCT && !signal.aborted) await delay(POLL_INTERVAL_MS);
    if (nats === undefined || signal.aborted) return;
    const startedAt = systemClock.now();
    say("NATS is killed");
    await nats.kill();
    await delay(NATS_DOWN_MS);
    await nats.start();
    say("NATS is back");
    faults.push({ name: "NATS down", startedAt, endedAt: systemClock.now() });
  };
  return {
    kills: killer.kills,
    faults,
    befall: async (signal) => {
      await Promise.all([killInTurn(signal), killer.watchTakeovers(signal)]);
    },
  };
};
