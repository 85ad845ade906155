import { randomInt } from "node:crypto";
import type { PlantProfile } from "../../plants/public.js";

const STEPS = 2 ** 32;

/** A number from 0 (inclusive) to 1 (exclusive). */
export const cryptoRandom = (): number => randomInt(STEPS) / STEPS;

/**
 * Pause before a dispatch is tried again: exponential, and between half and all of the ceiling, so that many orders
 * that failed together do not come back together and none comes back at once.
 * @param failures failed tries so far, 1 for the first
 */
export function dispatchDelayMs(retry: PlantProfile["retry"], failures: number, random: () => number): number {
  const ceilingMs = Math.min(retry.maxMs, retry.baseMs * retry.factor ** Math.max(0, failures - 1));
  return Math.round(ceilingMs / 2 + (random() * ceilingMs) / 2);
}
