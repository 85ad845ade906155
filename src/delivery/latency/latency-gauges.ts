import type { Clock } from "../../kernel/clock.js";
import type { ReadGauge } from "../../platform/telemetry/metrics.js";
import type { MeasuredLatency, MeasureLatency } from "./measured-latency.js";

const WINDOW_MS = 15 * 60_000;

/** One look at the ledger serves all gauges of a scrape. */
const FRESH_MS = 5_000;

/** How fast postings of the last 15 minutes were, by plant and class. Label values are `P100/RT`. */
export function latencyGauges(measuring: Pick<MeasureLatency, "run">, clock: Clock): ReadGauge[] {
  let measured: Promise<readonly MeasuredLatency[]> = Promise.resolve([]);
  let measuredAtMs = Number.NEGATIVE_INFINITY;
  const read = async (member: (row: MeasuredLatency) => number | null): Promise<Readonly<Record<string, number>>> => {
    if (clock.monotonicMs() - measuredAtMs > FRESH_MS) {
      measuredAtMs = clock.monotonicMs();
      const now = clock.now();
      measured = measuring.run(undefined, new Date(now.getTime() - WINDOW_MS), now);
    }
    const values = (await measured).map((row) => [`${row.plantCode}/${row.latencyClass}`, member(row)] as const);
    return Object.fromEntries(values.flatMap(([label, value]) => (value === null ? [] : [[label, value]])));
  };
  const gauge = (name: string, help: string, member: (row: MeasuredLatency) => number | null): ReadGauge => ({
    name: `interlock_posting_${name}`,
    help,
    label: "exchange",
    read: () => read(member),
  });
  return [
    gauge("p50_seconds", "Median time until a posting was booked, last 15 minutes.", (row) => row.p50Seconds),
    gauge(
      "p95_seconds",
      "95th percentile of the time until a posting was booked, last 15 minutes.",
      (row) => row.p95Seconds,
    ),
    gauge("target_p95_seconds", "What the plant wants the 95th percentile to be.", (row) => row.targetSeconds),
    gauge("overdue", "Postings on their way that are later than their class may be.", (row) => row.overdue),
    gauge("sla_breaches", "Postings recorded as too late, last 15 minutes.", (row) => row.breaches),
  ];
}
