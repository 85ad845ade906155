import type { Clock } from "../../kernel/clock.js";
import { leaseSize } from "./lease-size.js";
import type { Grant, SlotCount, TokenSource } from "./token-source.js";
import type { TrafficLimit } from "./traffic-limit.js";

/** Unspent tokens go back after this time even when their slot lasts longer. */
const LEASE_MS_MAX = 5_000;
/** After a refusal the source is not asked again for this long, so that a flood of refused requests costs it nothing. */
const REFUSAL_MS_MAX = 1_000;

/** A request that may not be admitted now. */
export interface TrafficRefusal {
  readonly limit: TrafficLimit;
  /** Whole seconds after which the next request has a chance, at least 1. */
  readonly retryAfterSeconds: number;
}

/**
 * The part of one budget that this process holds. A token is spent only between the arrival of its grant and the end of
 * its slot: the end is reckoned from before the grant was asked for, on a clock that never goes back, so it is never
 * late, whatever the wall clocks say. Together with the source's bound on grants this keeps every window within its limit.
 */
export class Budget {
  /** Tokens held, and the slot in which they may be spent. */
  #count = 0;
  #slot = 0;
  #heldUntilMs = Number.NEGATIVE_INFINITY;
  #unused: SlotCount | undefined;
  #refusedUntilMs = Number.NEGATIVE_INFINITY;
  #resetAtMs = 0;
  #remaining = 0;
  #refillBelow = 0;
  #pending: Promise<void> | undefined;
  #waitingCount = 0;
  #admittedCount = 0;
  #askedMs: number;
  #usedMs: number;

  constructor(
    private readonly key: string,
    readonly limit: TrafficLimit,
    private readonly source: TokenSource,
    private readonly clock: Clock,
  ) {
    this.#askedMs = clock.monotonicMs();
    this.#usedMs = this.#askedMs;
  }

  /** Requests that are left in the window, as far as this process knows. */
  get remaining(): number {
    return this.#remaining + this.#count;
  }

  get resetSeconds(): number {
    return Math.max(0, Math.ceil((this.#resetAtMs - this.#usedMs) / 1000));
  }

  /** When the budget was last asked. */
  get usedMs(): number {
    return this.#usedMs;
  }

  /**
   * Admits or refuses one request: at once while the process holds tokens, else after asking the source.
   * @returns undefined when the request is admitted
   */
  take(): TrafficRefusal | undefined | Promise<TrafficRefusal | undefined> {
    const nowMs = this.clock.monotonicMs();
    this.#usedMs = nowMs;
    if (this.#spend(nowMs)) return undefined;
    if (nowMs < this.#refusedUntilMs) return this.#refusal(nowMs);
    return this.#await();
  }

  /** The request that took a token was refused by another limit. */
  giveBack(): void {
    if (this.clock.monotonicMs() < this.#heldUntilMs) this.#count++;
  }

  /** Returns tokens that can no longer be spent; with `isEnding` also those that could. */
  async release(isEnding = false): Promise<void> {
    await this.#pending?.catch(() => undefined);
    if (isEnding) this.#heldUntilMs = Number.NEGATIVE_INFINITY;
    this.#setAside(this.clock.monotonicMs());
    const unused = this.#takeUnused();
    if (unused !== undefined) await this.source.grant(this.key, this.limit, 0, unused);
  }

  #spend(nowMs: number): boolean {
    if (this.#count === 0 || nowMs >= this.#heldUntilMs) return false;
    this.#count--;
    this.#admittedCount++;
    if (this.#count <= this.#refillBelow) this.#refillAhead(nowMs);
    return true;
  }

  /** Not for single tokens: a client that asks now and then would make one grant to spend and one to throw away. */
  #refillAhead(nowMs: number): void {
    if (this.#refillBelow === 0 || this.#pending !== undefined || nowMs < this.#refusedUntilMs) return;
    // Those who will need the tokens ask again themselves, so a failure here is nobody's yet.
    this.#refill(nowMs).catch(() => undefined);
  }

  async #await(): Promise<TrafficRefusal | undefined> {
    this.#waitingCount++;
    try {
      for (;;) {
        await (this.#pending ?? this.#refill(this.clock.monotonicMs()));
        const nowMs = this.clock.monotonicMs();
        if (this.#spend(nowMs)) return undefined;
        if (nowMs < this.#refusedUntilMs) return this.#refusal(nowMs);
      }
    } finally {
      this.#waitingCount--;
    }
  }

  #refill(nowMs: number): Promise<void> {
    this.#pending = this.#ask(nowMs).finally(() => (this.#pending = undefined));
    return this.#pending;
  }

  async #ask(nowMs: number): Promise<void> {
    const wanted = leaseSize({
      waitingCount: this.#waitingCount,
      admittedCount: this.#admittedCount,
      elapsedMs: nowMs - this.#askedMs,
      countMax: this.limit.countMax,
    });
    this.#askedMs = nowMs;
    this.#admittedCount = 0;
    this.#setAside(nowMs);
    // Taken before it is sent and never sent twice: a return that was counted twice would admit too much.
    const grant = await this.source.grant(this.key, this.limit, wanted, this.#takeUnused());
    this.#accept(grant, wanted, nowMs);
  }

  #accept(grant: Grant, wanted: number, askedMs: number): void {
    if (grant.slot !== this.#slot) this.#moveToUnused();
    this.#slot = grant.slot;
    this.#count += grant.count;
    this.#heldUntilMs = askedMs + Math.min(grant.slotEndsInMs, LEASE_MS_MAX);
    this.#remaining = grant.remaining;
    this.#resetAtMs = askedMs + grant.resetInMs;
    this.#refillBelow = Math.floor(grant.count / 2);
    if (grant.count < wanted) this.#refusedUntilMs = askedMs + Math.min(grant.resetInMs, REFUSAL_MS_MAX);
  }

  #setAside(nowMs: number): void {
    if (nowMs >= this.#heldUntilMs) this.#moveToUnused();
  }

  /** Of two slots whose tokens were left over, the older is given up: that admits less, never more. */
  #moveToUnused(): void {
    if (this.#count === 0) return;
    const before = this.#unused?.slot === this.#slot ? this.#unused.count : 0;
    this.#unused = { slot: this.#slot, count: before + this.#count };
    this.#count = 0;
  }

  #takeUnused(): SlotCount | undefined {
    const unused = this.#unused;
    this.#unused = undefined;
    return unused;
  }

  #refusal(nowMs: number): TrafficRefusal {
    return { limit: this.limit, retryAfterSeconds: Math.max(1, Math.ceil((this.#resetAtMs - nowMs) / 1000)) };
  }
}
