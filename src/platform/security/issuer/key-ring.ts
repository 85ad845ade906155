import { chmod, stat } from "node:fs/promises";
import type { JWK } from "jose";
import type { Clock } from "../../../kernel/clock.js";
import { makeFolder } from "../../persistence/make-folder.js";
import { addKeyFile, KeyFileError, readKeyFiles } from "./key-files.js";
import { type ScheduledKey, scheduleKeys } from "./key-schedule.js";
import { generateSigningJwk, type SigningKey } from "./signing-key.js";

const RELOAD_PAUSE_MS = 1000;

/**
 * The signing keys of the embedded issuer, one file each. All that are not retired verify and are published; the
 * highest number whose time has come signs. `KeyRotation` adds and removes files, every process notices.
 */
export class KeyRing {
  #keys: readonly SigningKey[] = [];
  #reloadedAtMs: number;
  #folderChangedAtMs = 0;
  #removals = 0;

  private constructor(
    private readonly folder: string,
    private readonly clock: Clock,
  ) {
    this.#reloadedAtMs = clock.monotonicMs();
  }

  /** Opens the folder and makes the first key when there is none. @throws KeyFileError */
  static async open(folder: string, clock: Clock): Promise<KeyRing> {
    makeFolder(folder);
    await chmod(folder, 0o700);
    if ((await readKeyFiles(folder)).length === 0) await addKeyFile(folder, 1, await generateSigningJwk());
    const ring = new KeyRing(folder, clock);
    await ring.reload();
    return ring;
  }

  /** The key new tokens are signed with. @throws KeyFileError when the folder was emptied */
  get signingKey(): SigningKey {
    const signing = this.#scheduled().find(({ state }) => state === "SIGNING");
    if (signing === undefined) throw new KeyFileError(`${this.folder} holds no signing key; start Interlock again.`);
    return signing.key;
  }

  /** The public halves of all keys that have or will have living tokens, for the JWKS. */
  get publicKeys(): readonly JWK[] {
    return this.#trusted().map(({ publicJwk }) => publicJwk);
  }

  /** Grows whenever a key is gone or retired. */
  get version(): number {
    return this.#removals + this.#scheduled().filter(({ state }) => state === "RETIRED").length;
  }

  has(keyId: string): boolean {
    return this.#trusted().some((key) => key.keyId === keyId);
  }

  /** An unknown id may be a key that another process added; the folder is read again, at most once a second. */
  async find(keyId: string): Promise<SigningKey | undefined> {
    const isRecent = this.clock.monotonicMs() - this.#reloadedAtMs < RELOAD_PAUSE_MS;
    if (!this.has(keyId) && !isRecent) await this.reload();
    return this.#trusted().find((key) => key.keyId === keyId);
  }

  /** Reads the key files anew when a file came or went. @throws KeyFileError and keeps the keys it had. */
  async reloadWhenChanged(): Promise<void> {
    if ((await stat(this.folder)).mtimeMs !== this.#folderChangedAtMs) await this.reload();
  }

  /** Reads all key files anew. @throws KeyFileError and keeps the keys it had. */
  async reload(): Promise<void> {
    this.#reloadedAtMs = this.clock.monotonicMs();
    const changedAtMs = (await stat(this.folder)).mtimeMs;
    const keys = (await readKeyFiles(this.folder)).map(({ key }) => key);
    const kept = new Set(keys.map(({ keyId }) => keyId));
    // Counting what was retired before as well only forgets tokens once more than needed.
    this.#removals += this.#keys.filter(({ keyId }) => !kept.has(keyId)).length;
    this.#keys = keys;
    this.#folderChangedAtMs = changedAtMs;
  }

  #trusted(): readonly SigningKey[] {
    return this.#scheduled().flatMap(({ key, state }) => (state === "RETIRED" ? [] : [key]));
  }

  #scheduled(): readonly ScheduledKey[] {
    return scheduleKeys(this.#keys, this.clock.now());
  }
}
