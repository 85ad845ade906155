const RETRYABLE_STATUS = new Set([408, 425, 429, 500, 502, 503, 504]);
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Repeating has no second effect: the request reads, or it carries a key by which the gateway knows it again. */
export function isRepeatable({ method, headers }: Request): boolean {
  return SAFE_METHODS.has(method) || headers.has("idempotency-key");
}

/** Answers after which the very same request may succeed: load, outage, or a problem that says so (RFC 9457 member). */
export async function isWorthRepeating(response: Response): Promise<boolean> {
  if (RETRYABLE_STATUS.has(response.status)) return true;
  if (response.status < 400) return false;
  const problem: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return typeof problem === "object" && problem !== null && "retryable" in problem && problem.retryable === true;
}
