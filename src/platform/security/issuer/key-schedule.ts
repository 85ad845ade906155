import { CLOCK_TOLERANCE_SECONDS, JWKS_MAX_AGE_SECONDS, TOKEN_AGE_SECONDS_MAX } from "./token-lifetimes.js";
import type { SigningKey } from "./signing-key.js";

/**
 * PENDING: published, not used yet. SIGNING: makes new tokens. VERIFYING: its last token may still live. RETIRED: no
 * token of it can be valid any more.
 */
export type KeyState = "PENDING" | "SIGNING" | "VERIFYING" | "RETIRED";

/** A key and its place in time. */
export interface ScheduledKey {
  readonly key: SigningKey;
  readonly state: KeyState;
  /** When its last token has ended; undefined while nothing follows it, or it is not known since when. */
  readonly retiresAt: Date | undefined;
}

/**
 * Between the publication of a key and its first signature: whoever caches the key set has then renewed it at least
 * once, even if the first try failed.
 */
export const PUBLICATION_LEAD_MS = 2 * JWKS_MAX_AGE_SECONDS * 1000;
/** How long a key is kept after its successor began to sign: the longest life of a token, and the clocks' difference. */
const RETIREMENT_MS = (TOKEN_AGE_SECONDS_MAX + CLOCK_TOLERANCE_SECONDS) * 1000;

/** Places keys in time. @param keys in the order of their numbers */
export function scheduleKeys(keys: readonly SigningKey[], now: Date): readonly ScheduledKey[] {
  const signing = keys.findLastIndex((key) => startMs(key) <= now.getTime());
  return keys.map((key, index) => {
    const successor = keys[index + 1]?.signsFrom;
    const retiresAt = successor === undefined ? undefined : new Date(successor.getTime() + RETIREMENT_MS);
    const isRetired = index < signing && retiresAt !== undefined && retiresAt <= now;
    return { key, retiresAt, state: isRetired ? "RETIRED" : stateOf(index, signing) };
  });
}

/** A folder whose keys all begin later, as after a clock was set back, signs with the first of them. */
function stateOf(index: number, signing: number): KeyState {
  const current = Math.max(signing, 0);
  return index === current ? "SIGNING" : index < current ? "VERIFYING" : "PENDING";
}

function startMs({ signsFrom }: SigningKey): number {
  return signsFrom?.getTime() ?? Number.NEGATIVE_INFINITY;
}
