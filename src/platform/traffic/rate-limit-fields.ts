import { InterlockError } from "../../kernel/problem.js";
import type { Budget, TrafficRefusal } from "./budget.js";
import { trafficProblems } from "./problems.js";
import { type TrafficLimit, isQuota } from "./traffic-limit.js";

/** Value of RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers-10 §3): name, quota, window in seconds. */
export function rateLimitPolicy(limits: readonly TrafficLimit[]): string {
  return limits.map(({ name, countMax, windowSeconds }) => `"${name}";q=${countMax};w=${windowSeconds}`).join(", ");
}

/** Value of RateLimit (§4): what is left, and the seconds until some of what was used comes back. */
export function rateLimit(budgets: readonly Budget[]): string {
  let value = "";
  for (const { limit, remaining, resetSeconds } of budgets) {
    value += `${value === "" ? "" : ", "}"${limit.name}";r=${remaining};t=${resetSeconds}`;
  }
  return value;
}

/** The answer to a request that a limit refuses; it names only that limit. */
export function toTrafficError(refusal: TrafficRefusal, subject: string): InterlockError {
  const { limit, retryAfterSeconds } = refusal;
  const period = isQuota(limit) ? "a day (UTC)" : "a minute";
  return new InterlockError(isQuota(limit) ? trafficProblems.QUOTA_EXCEEDED : trafficProblems.RATE_LIMITED, {
    detail: `${subject} may have ${limit.countMax} requests in ${period}; try again in ${retryAfterSeconds} seconds.`,
    headers: {
      "retry-after": String(retryAfterSeconds),
      "ratelimit-policy": rateLimitPolicy([limit]),
      ratelimit: `"${limit.name}";r=0;t=${retryAfterSeconds}`,
    },
  });
}
