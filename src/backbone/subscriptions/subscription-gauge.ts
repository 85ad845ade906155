import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { ReadGauge } from "../../platform/telemetry/metrics.js";

/** A subscription that fails, and one that ended, both show until somebody has looked. */
const COUNT = `
  SELECT (SELECT count(*)::int FROM il.event_subscription WHERE state = 'ACTIVE') AS active,
    (SELECT count(*)::int FROM il.event_subscription WHERE state <> 'ACTIVE') AS stopped,
    (SELECT count(*)::int FROM il.event_subscription s JOIN il.event_cursor c ON c.follower = 'webhook ' || s.id
      WHERE s.state = 'ACTIVE' AND c.failing_since IS NOT NULL) AS failing,
    (SELECT count(*)::int FROM il.event_dead_letter WHERE redelivered_at IS NULL) AS dead_letters`;

export function subscriptionGauge(unitOfWork: Pick<UnitOfWork, "read">): ReadGauge {
  return {
    name: "interlock_event_subscriptions",
    help: "Event subscriptions by what has become of them, and the events that their receivers refused.",
    label: "state",
    read: async () => (await unitOfWork.read<Readonly<Record<string, number>>>(COUNT))[0] ?? {},
  };
}
