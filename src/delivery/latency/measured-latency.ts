import type { LatencyClass } from "../../platform/messaging/cloud-event.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantProfile } from "../../plants/public.js";
import { slaMs } from "./delivery-policy.js";

/** How fast the postings of one plant and class were, and what is late. */
export interface MeasuredLatency {
  readonly plantCode: string;
  readonly latencyClass: LatencyClass;
  /** What the plant wants of 95 in 100. */
  readonly targetSeconds: number;
  /** Postings booked since `since`; one that was put together from others counts once. */
  readonly posted: number;
  /** Seconds from the start of the timer until the ERP had booked it; null when none was. */
  readonly p50Seconds: number | null;
  readonly p95Seconds: number | null;
  /** NOT_MEASURED when nothing was booked: that is neither good nor bad. */
  readonly verdict: "MET" | "MISSED" | "NOT_MEASURED";
  /** On their way now. */
  readonly open: number;
  /** Of these, later than they should be. */
  readonly overdue: number;
  /** Recorded since `since`. */
  readonly breaches: number;
}

type Row = Omit<MeasuredLatency, "targetSeconds" | "verdict">;

/** What asks of the plants; undefined for one without a profile. */
interface Profiles {
  profile(plantCode: string): Promise<PlantProfile | undefined>;
}

/** $1 plants or null for all, $2 since, $3 now */
const MEASURE = `
  WITH wanted AS (SELECT $1::text[] AS plants, $2::timestamptz AS since, $3::timestamptz AS now),
  posted AS (
    SELECT plant_code, latency_class, count(*)::int AS posted,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM posted_at - sla_from)) AS p50,
      percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM posted_at - sla_from)) AS p95
    FROM il.posting, wanted
    WHERE posted_at >= since AND sla_from IS NOT NULL AND (plants IS NULL OR plant_code = ANY(plants))
    GROUP BY plant_code, latency_class),
  open AS (
    SELECT plant_code, latency_class, count(*)::int AS open, (count(*) FILTER (WHERE sla_due_at < now))::int AS overdue
    FROM il.posting, wanted
    WHERE state NOT IN ('POSTED', 'DISCARDED', 'AGGREGATED', 'REVERSED') AND sla_due_at IS NOT NULL
      AND (plants IS NULL OR plant_code = ANY(plants))
    GROUP BY plant_code, latency_class),
  breached AS (
    SELECT plant_code, latency_class, count(*)::int AS breaches
    FROM il.posting, wanted
    WHERE sla_breached_at >= since AND (plants IS NULL OR plant_code = ANY(plants))
    GROUP BY plant_code, latency_class)
  SELECT plant_code AS "plantCode", latency_class AS "latencyClass", coalesce(posted, 0) AS posted,
    round(p50::numeric, 3)::float8 AS "p50Seconds", round(p95::numeric, 3)::float8 AS "p95Seconds",
    coalesce(open, 0) AS open, coalesce(overdue, 0) AS overdue, coalesce(breaches, 0) AS breaches
  FROM posted FULL JOIN open USING (plant_code, latency_class) FULL JOIN breached USING (plant_code, latency_class)
  ORDER BY plant_code, array_position('{RT,NRT,BATCH}'::text[], latency_class)`;

/** Measures what plants were promised. */
export class MeasureLatency {
  constructor(
    private readonly unitOfWork: Pick<UnitOfWork, "read">,
    private readonly profiles: Profiles,
  ) {}

  /** @param plants whose postings count; undefined for all */
  async run(plants: readonly string[] | undefined, since: Date, now: Date): Promise<MeasuredLatency[]> {
    const rows = await this.unitOfWork.read<Row>(MEASURE, [plants ?? null, since, now]);
    return await Promise.all(rows.map(async (row) => await this.#judged(row)));
  }

  async #judged(row: Row): Promise<MeasuredLatency> {
    const targetSeconds = slaMs((await this.profiles.profile(row.plantCode)) ?? {}, row.latencyClass) / 1000;
    const { p95Seconds } = row;
    const verdict = p95Seconds === null ? "NOT_MEASURED" : p95Seconds <= targetSeconds ? "MET" : "MISSED";
    return { ...row, targetSeconds, verdict };
  }
}
