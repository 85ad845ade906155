import type { Problem } from "../../kernel/problem.js";

/** CLOSED lets postings through, OPEN none, HALF_OPEN those of one worker, one at a time. */
export type BreakerState = "CLOSED" | "OPEN" | "HALF_OPEN";

/** What the plants allow of one destination. */
export interface DestinationLimits {
  /** Postings under way at once, over all workers. */
  readonly maxParallel: number;
  /** Postings a second, over all workers; undefined when nobody names a limit. */
  readonly maxPerSecond: number | undefined;
}

/** What one worker may use until a time; the limits are those of the plants it has postings of. */
export interface DestinationShare extends DestinationLimits {
  readonly permits: number;
  readonly untilMs: number;
}

/** One ERP as all workers see it. Times are milliseconds of the database's clock since 1970. */
export interface DestinationRecord {
  readonly name: string;
  readonly breaker: BreakerState;
  /** Why it is not closed. */
  readonly problem: Problem | undefined;
  readonly openedAtMs: number | undefined;
  /** OPEN: when one worker may try again. HALF_OPEN: when that worker has lost its turn. Undefined while it is closed. */
  readonly openUntilMs: number | undefined;
  /** The worker that tries; present exactly while it is HALF_OPEN. */
  readonly prober: string | undefined;
  readonly recoveredAtMs: number | undefined;
  /** Postings that may begin, as of `tokensAtMs`. */
  readonly tokens: number;
  /** Negative infinity before the first share. */
  readonly tokensAtMs: number;
  readonly shares: Readonly<Record<string, DestinationShare>>;
}
