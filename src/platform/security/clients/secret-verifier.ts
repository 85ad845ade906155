import { createHmac, randomBytes } from "node:crypto";
import type { Clock } from "../../../kernel/clock.js";
import { LruMap } from "../lru-map.js";
import type { StoredClient } from "./client-directory.js";
import { type HashedSecret, hashSecret, isSecretOf } from "./client-secret.js";

/** BUSY: too many checks are under way to find out now. */
export type SecretVerdict = "RIGHT" | "WRONG" | "BUSY";

const REMEMBERED_MS = 5 * 60_000;
const REMEMBERED_MAX = 1000;
/** scrypt runs on libuv's four threads, which file access and DNS need as well. */
const CHECKS_MAX = 2;
const WAITING_MAX = 64;

/**
 * Checks client secrets. One check costs tens of milliseconds of a thread on purpose; so the right secret is remembered
 * for five minutes, under a key that only this process knows and that changes with the stored hash.
 */
export class SecretVerifier {
  readonly #rememberKey = randomBytes(32);
  readonly #rememberedUntilMs = new LruMap<string, number>(REMEMBERED_MAX);
  readonly #waiting: (() => void)[] = [];
  #checks = 0;

  private constructor(
    private readonly clock: Clock,
    private readonly nobody: HashedSecret,
  ) {}

  static async create(clock: Clock): Promise<SecretVerifier> {
    return new SecretVerifier(clock, await hashSecret(randomBytes(32).toString("hex")));
  }

  /** An unknown client costs as much as a known one, so that the time does not tell which ids exist. */
  async verify(client: StoredClient | undefined, secret: string): Promise<SecretVerdict> {
    const stored = client?.secret ?? this.nobody;
    const key = createHmac("sha256", this.#rememberKey)
      .update(JSON.stringify([stored, secret]))
      .digest("base64");
    if ((this.#rememberedUntilMs.get(key) ?? 0) > this.clock.monotonicMs()) return "RIGHT";
    if (this.#waiting.length >= WAITING_MAX) return "BUSY";
    const isRight = await this.#inTurn(() => isSecretOf(secret, stored));
    if (isRight) this.#rememberedUntilMs.set(key, this.clock.monotonicMs() + REMEMBERED_MS);
    return isRight ? "RIGHT" : "WRONG";
  }

  async #inTurn<T>(check: () => Promise<T>): Promise<T> {
    if (this.#checks >= CHECKS_MAX) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#checks++;
    try {
      return await check();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#checks--;
      else next();
    }
  }
}
