/** Name of a limit in the RateLimit fields. */
export type TrafficLimitName = "client-minute" | "client-day" | "plant-minute" | "plant-day";

/**
 * At most `countMax` requests in a window, over all processes. Time is cut into slots of `slotMs`; the grants of any
 * `slotCount` successive slots stay within the limit, and a grant is spent before its slot ends.
 */
export interface TrafficLimit {
  readonly name: TrafficLimitName;
  readonly countMax: number;
  /** Length of the window, in seconds. */
  readonly windowSeconds: number;
  readonly slotMs: number;
  readonly slotCount: number;
}

const MINUTE_SECONDS = 60;
const DAY_SECONDS = 86_400;
const SLOTS_PER_MINUTE = 20;

/**
 * A sliding minute: wherever it begins, it touches at most one slot more than it is long. So no minute at all has more
 * than the limit, at the price that a client which goes to the edge gets 20/21 of it.
 */
export function minuteLimit(name: "client-minute" | "plant-minute", countMax: number): TrafficLimit {
  const slotMs = (MINUTE_SECONDS * 1000) / SLOTS_PER_MINUTE;
  return { name, countMax, windowSeconds: MINUTE_SECONDS, slotMs, slotCount: SLOTS_PER_MINUTE + 1 };
}

/** A calendar day, UTC: one slot, which begins anew at midnight. */
export function dayLimit(name: "client-day" | "plant-day", countMax: number): TrafficLimit {
  return { name, countMax, windowSeconds: DAY_SECONDS, slotMs: DAY_SECONDS * 1000, slotCount: 1 };
}

export const isQuota = ({ windowSeconds }: TrafficLimit): boolean => windowSeconds === DAY_SECONDS;
