import { setTimeout as delay } from "node:timers/promises";
import type { WorkerPool } from "../worker-pool.js";
import type { ChaosFault } from "./fault.js";

const FREEZE_MS_MAX = 1_500;
/** Longer than every lease and heartbeat: the others take over while the frozen one still believes it holds its work. */
const LONG_FREEZE_MS = 6_000;
/** One freeze in so many is a long one. */
const LONG_FREEZE_SHARE = 0.1;
const NATS_DOWN_MS_MAX = 1_500;

/** A worker that is stopped in the middle of anything (SIGSTOP) and goes on later, as a virtual machine that is moved. */
export function freezeFault(workers: WorkerPool): ChaosFault {
  return {
    name: "worker frozen",
    weight: 4,
    strike: async (severity) => {
      const { victims } = workers;
      const victim = victims[Math.floor(severity * victims.length)];
      if (victim === undefined) return;
      const isLong = severity * victims.length - Math.floor(severity * victims.length) < LONG_FREEZE_SHARE;
      workers.signal(victim, "SIGSTOP");
      await delay(isLong ? LONG_FREEZE_MS : severity * FREEZE_MS_MAX);
      workers.signal(victim, "SIGCONT");
    },
  };
}

/** A crash of the database server, without a checkpoint, and its start. */
export function postgresFault(restart: () => Promise<void>): ChaosFault {
  return { name: "Postgres restarted", weight: 1, strike: () => restart() };
}

/** A NATS server that can be ended and started again. */
export interface RestartableNats {
  kill(): Promise<void>;
  start(): Promise<void>;
}

export function natsFault(nats: RestartableNats): ChaosFault {
  return {
    name: "NATS down",
    weight: 2,
    strike: async (severity) => {
      await nats.kill();
      await delay(severity * NATS_DOWN_MS_MAX);
      await nats.start();
    },
  };
}
