import type { WatchAlerts } from "./alerts/watch-alerts.js";
import type { RunReplays } from "./replay/run-replays.js";
import type { ScheduleReconciliation } from "./reconciliation/schedule-reconciliation.js";

/** The loops of recovery in a worker process. A process of role `gateway` runs none of them. */
export class RecoveryRunner {
  constructor(
    private readonly replays: RunReplays,
    private readonly reconciliation: ScheduleReconciliation,
    private readonly alerts: WatchAlerts,
  ) {}

  start(): void {
    this.replays.start();
    this.reconciliation.start();
    this.alerts.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.replays.stop(), this.reconciliation.stop(), this.alerts.stop()]);
  }
}
