import { randomInt } from "node:crypto";
import type { PlantProfile } from "../plants/public.js";

export type RetryPolicy = PlantProfile["retry"];

/** A number from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

const STEPS = 2 ** 32;

export const cryptoRandom: Random = () => randomInt(STEPS) / STEPS;

/**
 * Exponential back-off with full jitter: anything from 0 to `baseMs × factor^(attempt-1)`, at most maxMs, so that many
 * postings that failed together do not come back together.
 * @param attempt 1 for the first failure.
 */
export function backoffMs(policy: RetryPolicy, attempt: number, random: Random): number {
  const ceiling = Math.min(policy.maxMs, policy.baseMs * policy.factor ** Math.max(0, attempt - 1));
  return Math.round(random() * ceiling);
}

/** True when a posting has been tried for longer than the plant allows. */
export function isTooOld(policy: RetryPolicy, retryAgeMs: number | undefined): boolean {
  return (retryAgeMs ?? 0) > policy.maxAgeHours * 3_600_000;
}
