import type { Clock } from "../../../kernel/clock.js";
import { InterlockError } from "../../../kernel/problem.js";
import { securityProblems } from "../problems.js";
import type { VerificationKey } from "../tokens/trusted-issuer.js";
import type { PublishedDocument } from "./document-reader.js";
import type { KeySetSource } from "./key-set-source.js";
import type { KeySetStore } from "./key-set-store.js";
import { type KeyRules, type KeySet, readKeySet } from "./read-key-set.js";

/** Told of what an operator should know. */
export interface IssuerKeysObserver {
  keysRefused(faults: readonly string[]): void;
  refreshFailed(reason: string, ageSeconds: number | undefined): void;
  /** The keys are too old to be relied on; every token is refused from now on. */
  expired(): void;
}

/** What the metrics show. */
export interface IssuerKeysState {
  /** Seconds since the key set was last read; undefined when it never was. */
  readonly ageSeconds: number | undefined;
  readonly isStale: boolean;
  readonly keyCount: number;
  readonly refusedKeyCount: number;
  readonly failureCount: number;
}

interface HeldKeySet extends KeySet {
  readonly readAtMs: number;
  readonly maxAgeMs: number;
}

const MAX_AGE_SECONDS_DEFAULT = 600;
const MAX_AGE_SECONDS_MIN = 60;
const MAX_AGE_SECONDS_MAX = 86_400;
const STALE_MS_MAX = 24 * 3600_000;
/** Between two requests to an issuer, whatever key ids tokens invent and however often it fails. */
const PAUSE_MS = 30_000;

/**
 * The keys of one foreign issuer. They are renewed in the background when half of their age has passed, so that a
 * request waits for the issuer only when it is the first one or brings a new key id. When the issuer cannot be
 * reached, known keys serve for 24 hours more.
 */
export class IssuerKeys {
  #held: HeldKeySet | undefined;
  #triedAtMs = Number.NEGATIVE_INFINITY;
  #refreshing: Promise<void> | undefined;
  #failureCount = 0;
  #version = 0;

  constructor(
    private readonly source: KeySetSource,
    private readonly rules: KeyRules,
    private readonly store: KeySetStore,
    private readonly clock: Clock,
    private readonly observer: IssuerKeysObserver,
  ) {
    this.#restore();
  }

  /** Grows whenever a key is gone or has changed. */
  get version(): number {
    return this.#version;
  }

  get state(): IssuerKeysState {
    const ageMs = this.#held === undefined ? undefined : this.#ageMs(this.#held);
    return {
      ageSeconds: ageMs === undefined ? undefined : ageMs / 1000,
      isStale: this.#held === undefined || (ageMs ?? 0) > this.#held.maxAgeMs,
      keyCount: this.#held?.keys.size ?? 0,
      refusedKeyCount: this.#held?.faults.length ?? 0,
      failureCount: this.#failureCount,
    };
  }

  has(keyId: string): boolean {
    this.#dropExpired();
    return this.#held?.keys.has(keyId) ?? false;
  }

  /** @throws InterlockError ISSUER_UNAVAILABLE when no keys are known and the issuer cannot be asked. */
  async find(keyId: string): Promise<VerificationKey | undefined> {
    this.#dropExpired();
    const known = this.#held?.keys.get(keyId);
    if (known !== undefined) return known;
    if (this.#mayTry()) this.#begin();
    await this.#refreshing;
    if (this.#held === undefined) throw unavailable();
    return this.#held.keys.get(keyId);
  }

  /** Begins a renewal when one is due; `settled` tells its end. */
  refreshWhenDue(): void {
    this.#dropExpired();
    const isDue = this.#held === undefined || this.#ageMs(this.#held) >= this.#held.maxAgeMs / 2;
    if (isDue && this.#mayTry()) this.#begin();
  }

  /** Resolves when no renewal is under way. */
  async settled(): Promise<void> {
    await this.#refreshing;
  }

  #mayTry(): boolean {
    return this.#refreshing === undefined && this.clock.monotonicMs() - this.#triedAtMs >= PAUSE_MS;
  }

  #begin(): void {
    this.#triedAtMs = this.clock.monotonicMs();
    this.#refreshing = this.#refresh().finally(() => (this.#refreshing = undefined));
  }

  /** Never rejects: a failure leaves what was known and is told to the observer. */
  async #refresh(): Promise<void> {
    try {
      const document = await this.source.read();
      this.#hold(document, this.clock.monotonicMs());
      this.store.save(document, this.clock.now());
    } catch (error) {
      this.#failureCount++;
      this.observer.refreshFailed(error instanceof Error ? error.message : String(error), this.state.ageSeconds);
    }
  }

  /** What an earlier process read last, so that a start does not depend on the issuer. */
  #restore(): void {
    const saved = this.store.load();
    if (saved === undefined) return;
    const ageMs = Math.max(0, this.clock.now().getTime() - saved.readAt.getTime());
    try {
      this.#hold(saved.document, this.clock.monotonicMs() - ageMs);
    } catch (error) {
      this.observer.refreshFailed(`saved key set: ${String(error)}`, undefined);
    }
  }

  #hold({ content, maxAgeSeconds = MAX_AGE_SECONDS_DEFAULT }: PublishedDocument, readAtMs: number): void {
    const before = this.#held;
    const seconds = Math.min(Math.max(maxAgeSeconds, MAX_AGE_SECONDS_MIN), MAX_AGE_SECONDS_MAX);
    this.#held = { ...readKeySet(content, this.rules), readAtMs, maxAgeMs: seconds * 1000 };
    if (before !== undefined && !keepsAll(before.keys, this.#held.keys)) this.#version++;
    const { faults } = this.#held;
    if (faults.length > 0 && faults.join() !== before?.faults.join()) this.observer.keysRefused(faults);
  }

  #dropExpired(): void {
    if (this.#held === undefined || this.#ageMs(this.#held) <= this.#held.maxAgeMs + STALE_MS_MAX) return;
    this.#held = undefined;
    this.#version++;
    this.observer.expired();
  }

  #ageMs({ readAtMs }: HeldKeySet): number {
    return this.clock.monotonicMs() - readAtMs;
  }
}

function keepsAll(before: ReadonlyMap<string, VerificationKey>, after: ReadonlyMap<string, VerificationKey>): boolean {
  return [...before].every(([keyId, { key }]) => after.get(keyId)?.key.equals(key) ?? false);
}

function unavailable(): InterlockError {
  return new InterlockError(securityProblems.ISSUER_UNAVAILABLE, {
    detail: "The issuer of the access token cannot be reached and none of its keys is known; send the request again.",
    headers: { "Retry-After": String(PAUSE_MS / 1000) },
  });
}
