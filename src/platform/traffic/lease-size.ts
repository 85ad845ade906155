/** A lease should last this long at the rate that was seen, so that a busy budget asks the database twice a second. */
const LEASE_TARGET_MS = 500;
/** No process holds more than this part of a limit, so that the others are not refused what one of them does not use. */
const SHARE_MAX = 0.05;

/** What is known when a lease is asked for. */
export interface LeaseDemand {
  /** Requests that wait for it. */
  readonly waitingCount: number;
  /** Requests admitted since the last lease was asked for, and how long ago that was. */
  readonly admittedCount: number;
  readonly elapsedMs: number;
  readonly countMax: number;
}

/** How many requests to ask for: those that wait, and what the rate seen last will need. */
export function leaseSize({ waitingCount, admittedCount, elapsedMs, countMax }: LeaseDemand): number {
  const expected = Math.ceil((admittedCount / Math.max(elapsedMs, 1)) * LEASE_TARGET_MS);
  const share = Math.max(1, Math.floor(countMax * SHARE_MAX));
  return Math.max(1, waitingCount, Math.min(expected, share));
}
