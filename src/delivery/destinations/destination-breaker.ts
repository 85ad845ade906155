import type { Problem } from "../../kernel/problem.js";
import type { DestinationRecord } from "./destination-record.js";

/** How long the worker whose turn it is may be silent before another one tries. */
export const PROBE_TURN_MS = 5_000;

/**
 * CLOSED or HALF_OPEN → OPEN. A later outage cannot shorten a break. While a destination is HALF_OPEN only its prober
 * knows how it is; what others had under way before says nothing new.
 */
export function openBreaker(
  record: DestinationRecord,
  worker: string,
  problem: Problem | undefined,
  breakMs: number,
  nowMs: number,
): DestinationRecord {
  if (record.breaker === "HALF_OPEN" && record.prober !== worker) return record;
  return {
    ...record,
    breaker: "OPEN",
    problem: record.breaker === "OPEN" ? record.problem : (problem ?? record.problem),
    openedAtMs: record.openedAtMs ?? nowMs,
    openUntilMs: Math.max(record.breaker === "OPEN" ? (record.openUntilMs ?? 0) : 0, nowMs + breakMs),
    prober: undefined,
    recoveredAtMs: undefined,
  };
}

/** OPEN → HALF_OPEN when the break is over; a prober that keeps asking keeps its turn, a silent one loses it. */
export function takeTurn(record: DestinationRecord, worker: string, nowMs: number): DestinationRecord {
  if (record.breaker === "CLOSED") return record;
  const isMine = record.prober === worker;
  if (!isMine && nowMs < (record.openUntilMs ?? 0)) return record;
  return { ...record, breaker: "HALF_OPEN", prober: worker, openUntilMs: nowMs + PROBE_TURN_MS };
}

/** HALF_OPEN → CLOSED by the worker whose turn it is; the load then grows from little to all. */
export function closeBreaker(record: DestinationRecord, worker: string, nowMs: number): DestinationRecord {
  if (record.breaker !== "HALF_OPEN" || record.prober !== worker) return record;
  return {
    ...record,
    breaker: "CLOSED",
    problem: undefined,
    openedAtMs: undefined,
    openUntilMs: undefined,
    prober: undefined,
    recoveredAtMs: nowMs,
  };
}
