import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../kernel/clock.js";
import { newTraceparent } from "../kernel/trace-context.js";
import type { UlidFactory } from "../kernel/ulid.js";
import { AccessTokenError, type AccessTokenSource } from "./access-tokens.js";
import { GatewayUnreachableError } from "./gateway-unreachable-error.js";
import { isRepeatable, isWorthRepeating } from "./repeatable.js";
import { type RetryPolicy, backoffMs, retryAfterMs } from "./retry-policy.js";

/** What the sending of requests needs. */
export interface ResilientFetchParts {
  readonly tokens: AccessTokenSource;
  readonly clock: Clock;
  readonly ids: UlidFactory;
  readonly policy: RetryPolicy;
  /** From 0 to 1; for the jitter. */
  readonly chance: () => number;
  /** Ends every attempt and every wait. */
  readonly stop: AbortSignal;
}

/** Sends a request until it has an answer that repeating would not change; its key and its trace stay the same. */
export class ResilientFetch {
  constructor(private readonly parts: ResilientFetchParts) {}

  /**
   * @returns the last answer when no attempt got a better one
   * @throws GatewayUnreachableError when no attempt got any, AccessTokenError for refused credentials, the reason of the
   * request's own signal
   */
  async send(request: Request): Promise<Response> {
    this.#complete(request);
    const { policy, tokens } = this.parts;
    for (let attempt = 1; ; attempt++) {
      const isLast = attempt >= policy.attemptsMax || !isRepeatable(request);
      const outcome = await this.#attempt(request).catch((error: unknown) => this.#fault(error, request));
      if (outcome instanceof Response) {
        if (outcome.status === 401 && attempt === 1 && !isLast) {
          tokens.forget();
          await outcome.body?.cancel();
          continue;
        }
        if (isLast || !(await isWorthRepeating(outcome))) return outcome;
        const asked = retryAfterMs(outcome.headers.get("retry-after"), this.parts.clock.now()) ?? 0;
        if (asked > policy.retryAfterMsMax) return outcome;
        await outcome.body?.cancel();
        await this.#wait(request, attempt, asked);
      } else {
        if (isLast) throw new GatewayUnreachableError(request.url, attempt, outcome.cause);
        await this.#wait(request, attempt, 0);
      }
    }
  }

  /** What every request carries: a key that names its effect, a correlation and a trace. */
  #complete({ method, headers }: Request): void {
    const { ids } = this.parts;
    if (method !== "GET" && method !== "HEAD" && !headers.has("idempotency-key"))
      headers.set("idempotency-key", ids.next());
    if (!headers.has("x-correlation-id")) headers.set("x-correlation-id", ids.next());
    if (!headers.has("traceparent")) headers.set("traceparent", newTraceparent());
  }

  async #attempt(request: Request): Promise<Response> {
    const { tokens, policy, stop } = this.parts;
    const token = await tokens.token();
    const signal = AbortSignal.any([request.signal, stop, AbortSignal.timeout(policy.timeoutMs)]);
    const attempt = new Request(request.clone(), { signal });
    attempt.headers.set("authorization", `Bearer ${token}`);
    return await fetch(attempt);
  }

  /** A connection that failed may work the next time; what the caller ended, or a wrong secret, may not. */
  #fault(error: unknown, request: Request): { readonly cause: unknown } {
    request.signal.throwIfAborted();
    this.parts.stop.throwIfAborted();
    if (error instanceof AccessTokenError && error.isFinal && this.parts.policy.attemptsMax < Infinity) throw error;
    return { cause: error };
  }

  async #wait(request: Request, attempt: number, atLeastMs: number): Promise<void> {
    const { policy, chance, stop } = this.parts;
    const ms = Math.max(atLeastMs, backoffMs(policy, attempt, chance()));
    const signal = AbortSignal.any([request.signal, stop]);
    await delay(ms, undefined, { signal });
  }
}
