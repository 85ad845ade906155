import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { ReadGauge } from "../../platform/telemetry/metrics.js";

/** What waits, and what was given up within a day: a receiver that is down shows in both. */
const COUNT = `
  SELECT (SELECT count(*)::integer FROM il.pact_webhook_delivery WHERE state IN ('PENDING', 'SENDING', 'RETRY_WAIT')) AS waiting,
    (SELECT count(*)::integer FROM il.pact_webhook_delivery
      WHERE state = 'FAILED' AND finished_at > now() - interval '1 day') AS failed`;

export function webhookGauge(unitOfWork: Pick<UnitOfWork, "read">): ReadGauge {
  return {
    name: "interlock_pact_webhooks",
    help: "Webhooks of the registry of consumer contracts that wait to be sent, or were given up within a day.",
    label: "state",
    read: async () => (await unitOfWork.read<Readonly<Record<string, number>>>(COUNT))[0] ?? {},
  };
}
