/** How often and how long a request is repeated. */
export interface RetryPolicy {
  /** Attempts in all, the first included. With Infinity, refused credentials are tried again as well. */
  readonly attemptsMax: number;
  /** Longest wait before the second attempt; it doubles with each further one. */
  readonly delayMs: number;
  readonly delayMsMax: number;
  /** A longer Retry-After is not waited for; the answer is given back instead. */
  readonly retryAfterMsMax: number;
  /** For one attempt. */
  readonly timeoutMs: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  attemptsMax: 6,
  delayMs: 200,
  delayMsMax: 5_000,
  retryAfterMsMax: 60_000,
  timeoutMs: 15_000,
};

/**
 * Exponential back-off with full jitter: clients that failed together do not come back together.
 * @param attempt number of the attempt that failed, from 1 @param chance from 0 to 1
 */
export function backoffMs({ delayMs, delayMsMax }: RetryPolicy, attempt: number, chance: number): number {
  return chance * Math.min(delayMsMax, delayMs * 2 ** Math.min(attempt - 1, 30));
}

/** Milliseconds of a Retry-After header in either form (RFC 9110 §10.2.3); undefined when there is none. */
export function retryAfterMs(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined;
  if (/^[0-9]+$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
