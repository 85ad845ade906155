import { randomBytes } from "node:crypto";
import { chmod, link, open, readdir, readFile, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { JWK } from "jose";
import type { Clock } from "../../../kernel/clock.js";
import { makeFolder } from "../../persistence/make-folder.js";
import { generateSigningJwk, readSigningJwk, type SigningKey } from "./signing-key.js";

const KEY_FILE = /^key-[0-9]{6}\.jwk\.json$/;
const FIRST_KEY_FILE = "key-000001.jwk.json";
const RELOAD_PAUSE_MS = 1000;

/** A key file that cannot be used; the message names it and the remedy. */
export class KeyFileError extends Error {
  override readonly name = "KeyFileError";
}

/**
 * The signing keys of the embedded issuer, one file each. All of them verify and are published; the file with the
 * highest number signs. A rotation adds the next number; the old file is removed once its last token has expired.
 */
export class KeyRing {
  #keys = new Map<string, SigningKey>();
  #reloadedAtMs: number;

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
    if ((await keyFilesOf(folder)).length === 0) await addKey(folder, FIRST_KEY_FILE);
    const ring = new KeyRing(folder, clock);
    await ring.reload();
    return ring;
  }

  /** The key new tokens are signed with. */
  get signingKey(): SigningKey {
    const newest = [...this.#keys.values()].at(-1);
    if (newest === undefined) throw new KeyFileError(`${this.folder} holds no signing key; start Interlock again.`);
    return newest;
  }

  /** The public halves of all keys, for the JWKS. */
  get publicKeys(): readonly JWK[] {
    return [...this.#keys.values()].map((key) => key.publicJwk);
  }

  /** An unknown id may be a key that another process added; the folder is read again, at most once a second. */
  async find(keyId: string): Promise<SigningKey | undefined> {
    const known = this.#keys.get(keyId);
    if (known !== undefined || this.clock.monotonicMs() - this.#reloadedAtMs < RELOAD_PAUSE_MS) return known;
    await this.reload();
    return this.#keys.get(keyId);
  }

  /** Reads all key files anew. @throws KeyFileError and keeps the keys it had. */
  async reload(): Promise<void> {
    this.#reloadedAtMs = this.clock.monotonicMs();
    const keys = new Map<string, SigningKey>();
    for (const name of await keyFilesOf(this.folder)) {
      const key = await readKeyFile(join(this.folder, name));
      keys.set(key.keyId, key);
    }
    this.#keys = keys;
  }
}

async function keyFilesOf(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => KEY_FILE.test(name)).toSorted();
}

async function readKeyFile(path: string): Promise<SigningKey> {
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) throw new KeyFileError(`${path} can be read by other users; run: chmod 600 ${path}`);
  try {
    return await readSigningJwk(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? "not JSON" : cause instanceof Error ? cause.message : String(cause);
    throw new KeyFileError(`${path} is no signing key (${reason}); restore it from a backup or remove it.`, { cause });
  }
}

/** Written aside and linked into place: a reader never sees half a key, and of two processes starting at once one wins. */
async function addKey(folder: string, name: string): Promise<void> {
  const aside = join(folder, `.${name}.${randomBytes(6).toString("hex")}`);
  const file = await open(aside, "wx", 0o600);
  try {
    await file.writeFile(`${JSON.stringify(await generateSigningJwk(), undefined, 2)}\n`);
    await file.sync();
    await link(aside, join(folder, name)).catch(ignoreExisting);
  } finally {
    await file.close();
    await unlink(aside);
  }
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
}
