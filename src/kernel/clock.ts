/** The only source of time. Wall time is for records, monotonic time for measuring and waiting. */
export interface Clock {
  /** Wall time, UTC. */
  now(): Date;
  /** Milliseconds since an arbitrary start; never goes back. */
  monotonicMs(): number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
};
