import type { LatencyClass } from "../../platform/messaging/cloud-event.js";
import type { PlantProfile } from "../../plants/public.js";

/** What a plant says about the pace of its postings. */
export type DeliveryPolicy = Pick<PlantProfile, "classification" | "sla" | "variance">;

/** A plant that says nothing: every posting is near-real-time. */
export const DEFAULT_POLICY: DeliveryPolicy = { classification: [] };

/** Seconds until 95 of 100 postings are booked (domain §4.4). */
const DEFAULT_P95_SECONDS: Readonly<Record<LatencyClass, number>> = { RT: 2, NRT: 60, BATCH: 900 };

const MS_PER_SECOND = 1_000;

/** Longest time until a posting of the class is booked, in milliseconds. */
export function slaMs(policy: Pick<DeliveryPolicy, "sla">, latencyClass: LatencyClass): number {
  return (policy.sla?.[latencyClass]?.p95Seconds ?? DEFAULT_P95_SECONDS[latencyClass]) * MS_PER_SECOND;
}
