import type { Grant, Principal } from "../principal.js";

/** Where the grants of a principal are looked up. Asked on every request, so it answers from memory. */
export interface GrantSource {
  /** Changes whenever the grants of anybody do. */
  readonly revision: number;
  /** All grants of the principal that are not revoked, whether or not their time has come. */
  grantsOf(principal: Principal): readonly Grant[];
}

/** The grants that the token itself carries. */
export const tokenGrants: GrantSource = { revision: 0, grantsOf: (principal) => principal.grants };

/** The grants in force at a time, and the time until which exactly these are. */
export function activeGrants(
  grants: readonly Grant[],
  nowMs: number,
): { readonly grants: readonly Grant[]; readonly untilMs: number } {
  let untilMs = Number.POSITIVE_INFINITY;
  const active = grants.filter(({ validFrom, validTo }) => {
    const fromMs = validFrom === undefined ? Number.NEGATIVE_INFINITY : Date.parse(validFrom);
    const toMs = validTo === undefined ? Number.POSITIVE_INFINITY : Date.parse(validTo);
    if (nowMs < fromMs) untilMs = Math.min(untilMs, fromMs);
    else if (nowMs < toMs) untilMs = Math.min(untilMs, toMs);
    return nowMs >= fromMs && nowMs < toMs;
  });
  return { grants: active, untilMs };
}
