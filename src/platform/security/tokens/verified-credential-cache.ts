import { hash } from "node:crypto";
import type { Clock } from "../../../kernel/clock.js";
import { LruMap } from "../lru-map.js";
import type { Principal } from "../principal.js";

/** A credential that was found good, and what its goodness hangs on. */
export interface VerifiedCredential {
  readonly principal: Principal;
  /** Wall time at which the credential itself ends, in milliseconds. */
  readonly expiresAtMs: number;
  /** Issuer and key that signed it, when it was signed. */
  readonly issuer?: string;
  readonly keyId?: string;
  /** SHA-256 thumbprint of the client certificate it is bound to (RFC 8705 §3.1), when it is bound. */
  readonly boundThumbprint?: string;
}

interface Remembered {
  readonly credential: VerifiedCredential;
  /** Monotonic time until which the verification is trusted, whatever happens to the wall clock. */
  readonly freshUntilMs: number;
}

const ENTRIES_MAX = 10_000;
const FRESH_MS = 60_000;

/**
 * Remembers credentials that were verified less than a minute ago, by their SHA-256, so that a signature is checked
 * once a minute and not once a request. Only verified ones get in: forged ones cannot push them out.
 */
export class VerifiedCredentialCache {
  readonly #entries: LruMap<string, Remembered>;
  #generation = 0;

  constructor(
    private readonly clock: Clock,
    entriesMax: number = ENTRIES_MAX,
  ) {
    this.#entries = new LruMap(entriesMax);
  }

  /** Grows whenever something is forgotten; read it before a verification begins and hand it to `remember`. */
  get generation(): number {
    return this.#generation;
  }

  find(secret: string): VerifiedCredential | undefined {
    const key = digestOf(secret);
    const known = this.#entries.get(key);
    if (known === undefined) return undefined;
    const { credential, freshUntilMs } = known;
    const isFresh = credential.expiresAtMs > this.clock.now().getTime() && freshUntilMs > this.clock.monotonicMs();
    if (!isFresh) this.#entries.delete(key);
    return isFresh ? credential : undefined;
  }

  /** Does nothing when something was forgotten since `generation`: the verification may have read what is revoked now. */
  remember(secret: string, credential: VerifiedCredential, generation: number): void {
    if (generation !== this.#generation) return;
    this.#entries.set(digestOf(secret), { credential, freshUntilMs: this.clock.monotonicMs() + FRESH_MS });
  }

  /** Forgets the credentials of a client, so that the next request of each is verified anew. */
  forgetClient(clientId: string): void {
    this.#forgetWhere(({ principal }) => principal.clientId === clientId);
  }

  /** Forgets what was signed by a key of this issuer that is not trusted any more. */
  forgetKeys(issuer: string, isTrusted: (keyId: string) => boolean): void {
    this.#forgetWhere(({ issuer: signer, keyId = "" }) => signer === issuer && !isTrusted(keyId));
  }

  #forgetWhere(predicate: (credential: VerifiedCredential) => boolean): void {
    this.#generation++;
    this.#entries.deleteWhere(({ credential }) => predicate(credential));
  }
}

/** A digest instead of the secret: memory dumps hold no usable one, and comparing is a hash map lookup. */
function digestOf(secret: string): string {
  return hash("sha256", secret, "base64");
}
