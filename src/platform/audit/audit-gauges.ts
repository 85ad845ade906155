import type { UnitOfWork } from "../persistence/unit-of-work.js";
import type { ReadGauge } from "../telemetry/metrics.js";
import { LAG, UNSIGNED } from "./sequencer/sequencer-statements.js";

/** What an operator watches of the audit: both stay at 0 to some seconds while a process sequences. */
export function auditGauges(unitOfWork: UnitOfWork): ReadGauge[] {
  const seconds = async (statement: string): Promise<number> =>
    (await unitOfWork.read<{ seconds: number }>(statement))[0]?.seconds ?? 0;
  return [
    {
      name: "interlock_audit_lag_seconds",
      help: "Age of the oldest audit entry without a place in the log.",
      label: "log",
      read: async () => ({ audit: await seconds(LAG) }),
    },
    {
      name: "interlock_audit_unsigned_seconds",
      help: "How long audit entries have waited for a checkpoint.",
      label: "log",
      read: async () => ({ audit: await seconds(UNSIGNED) }),
    },
  ];
}
