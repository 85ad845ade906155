import type { Logger } from "pino";
import { AdaptiveLoop } from "../platform/loops/adaptive-loop.js";
import type { WatchAlerts } from "./alerts/watch-alerts.js";
import type { ScheduleReconciliation } from "./reconciliation/schedule-reconciliation.js";
import type { RunReplays } from "./replay/run-replays.js";

const every = (pauseMs: number): { busyMs: number; idleMs: number } => ({ busyMs: pauseMs, idleMs: pauseMs });

/** The loops of recovery in a worker process. A process of role `gateway` runs none of them. */
export class RecoveryRunner {
  readonly #loops: readonly AdaptiveLoop[];

  constructor(replays: RunReplays, reconciliation: ScheduleReconciliation, alerts: WatchAlerts, logger: Logger) {
    this.#loops = [
      new AdaptiveLoop({ name: "replays", busyMs: 50, idleMs: 1_000 }, () => replays.round(), logger),
      new AdaptiveLoop({ name: "reconciliation", ...every(60_000) }, () => reconciliation.round(), logger),
      new AdaptiveLoop({ name: "alerts", ...every(5_000) }, () => alerts.round(), logger),
    ];
  }

  start(): void {
    for (const loop of this.#loops) loop.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#loops.map((loop) => loop.stop()));
  }
}
