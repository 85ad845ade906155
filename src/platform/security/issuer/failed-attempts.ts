import type { Clock } from "../../../kernel/clock.js";
import { LruMap } from "../lru-map.js";

interface Failures {
  readonly count: number;
  readonly blockedUntilMs: number;
  readonly forgetAtMs: number;
}

const FREE_FAILURES = 5;
const BLOCK_MS_MAX = 60_000;
const FORGET_MS = 15 * 60_000;
const ENTRIES_MAX = 10_000;

/**
 * Slows down guessing of client secrets: after five failures of one client id from one address the next attempts wait
 * 1, 2, 4 ... 60 seconds. Counted per address, so that nobody can lock a client out from elsewhere. In memory of each
 * process: secrets carry 256 random bits, so this bounds work and noise, it is not what keeps the secrets safe.
 */
export class FailedAttempts {
  readonly #failures = new LruMap<string, Failures>(ENTRIES_MAX);

  constructor(private readonly clock: Clock) {}

  /** Whole seconds until the next attempt may be made; 0 when it may be made now. */
  retryAfterSeconds(clientId: string, remoteAddress: string): number {
    const blockedMs = (this.#find(keyOf(clientId, remoteAddress))?.blockedUntilMs ?? 0) - this.clock.monotonicMs();
    return Math.max(0, Math.ceil(blockedMs / 1000));
  }

  record(clientId: string, remoteAddress: string): void {
    const key = keyOf(clientId, remoteAddress);
    const count = (this.#find(key)?.count ?? 0) + 1;
    const now = this.clock.monotonicMs();
    const blockMs = count < FREE_FAILURES ? 0 : Math.min(BLOCK_MS_MAX, 1000 * 2 ** (count - FREE_FAILURES));
    this.#failures.set(key, { count, blockedUntilMs: now + blockMs, forgetAtMs: now + FORGET_MS });
  }

  forget(clientId: string, remoteAddress: string): void {
    this.#failures.delete(keyOf(clientId, remoteAddress));
  }

  #find(key: string): Failures | undefined {
    const failures = this.#failures.get(key);
    return failures !== undefined && failures.forgetAtMs > this.clock.monotonicMs() ? failures : undefined;
  }
}

function keyOf(clientId: string, remoteAddress: string): string {
  return `${remoteAddress} ${clientId}`;
}
