import type { UnitOfWork } from "../persistence/unit-of-work.js";
import type { ReadGauge } from "./metrics.js";

/** Counting stops there, so that a scrape stays cheap while a backlog grows. */
const COUNT_MAX = 100_000;

const BACKLOG = `
  SELECT (SELECT count(*)::int FROM (SELECT 1 FROM il.outbox WHERE position IS NULL LIMIT ${COUNT_MAX}) u) AS outbox,
    (SELECT count(*)::int FROM (SELECT 1 FROM il.engine_command WHERE done_at IS NULL LIMIT ${COUNT_MAX}) c) AS engine_command`;

const LAG = `
  SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS oldest FROM il.outbox WHERE position IS NULL`;

/** Backlogs of the platform's own queues. */
export function platformGauges(unitOfWork: UnitOfWork): ReadGauge[] {
  const first = async (statement: string): Promise<Readonly<Record<string, number>>> =>
    (await unitOfWork.read<Readonly<Record<string, number>>>(statement))[0] ?? {};
  return [
    { name: "interlock_backlog", help: "Rows not carried out yet.", label: "queue", read: () => first(BACKLOG) },
    {
      name: "interlock_outbox_lag_seconds",
      help: "Age of the oldest unpublished event.",
      label: "event",
      read: () => first(LAG),
    },
  ];
}
