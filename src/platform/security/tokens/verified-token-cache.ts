import { hash } from "node:crypto";
import type { Clock } from "../../../kernel/clock.js";
import { LruMap } from "../lru-map.js";
import type { Principal } from "../principal.js";

interface VerifiedToken {
  readonly principal: Principal;
  /** Wall time at which the token itself ends. */
  readonly expiresAtMs: number;
  /** Monotonic time until which the verification is trusted, whatever happens to the wall clock. */
  readonly freshUntilMs: number;
}

const ENTRIES_MAX = 10_000;
const FRESH_MS = 60_000;

/**
 * Remembers tokens that were verified less than a minute ago, by their SHA-256, so that a signature is checked once a
 * minute and not once a request. Only verified tokens get in: forged ones cannot push them out.
 */
export class VerifiedTokenCache {
  readonly #tokens: LruMap<string, VerifiedToken>;

  constructor(
    private readonly clock: Clock,
    entriesMax: number = ENTRIES_MAX,
  ) {
    this.#tokens = new LruMap(entriesMax);
  }

  find(token: string): Principal | undefined {
    const key = digestOf(token);
    const known = this.#tokens.get(key);
    if (known === undefined) return undefined;
    const isFresh = known.expiresAtMs > this.clock.now().getTime() && known.freshUntilMs > this.clock.monotonicMs();
    if (!isFresh) this.#tokens.delete(key);
    return isFresh ? known.principal : undefined;
  }

  remember(token: string, principal: Principal, expiresAtMs: number): void {
    const freshUntilMs = this.clock.monotonicMs() + FRESH_MS;
    this.#tokens.set(digestOf(token), { principal, expiresAtMs, freshUntilMs });
  }

  /** Forgets the tokens of a client, so that the next request of each is verified anew. */
  forgetClient(clientId: string): void {
    this.#tokens.deleteWhere(({ principal }) => principal.clientId === clientId);
  }
}

/** A digest instead of the token: memory dumps hold no usable token, and comparing is a hash map lookup. */
function digestOf(token: string): string {
  return hash("sha256", token, "base64");
}
