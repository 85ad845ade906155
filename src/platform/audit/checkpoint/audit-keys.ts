import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { chmodSync, linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EnvironmentError } from "../../../config/environment-error.js";
import { makeFolder } from "../../persistence/make-folder.js";
import { verifierKey } from "./signed-note.js";

const MAC_KEY_FILE = "mac.key";
const MAC_KEY_BYTES = 32;
const SIGNING_KEY_FILE = /^signing-[0-9]{6}\.pem$/;

/**
 * The secrets of the audit trail, in a folder that every machine of one installation shares: the key that writing
 * processes authenticate their entries with, and the keys that sign checkpoints. They are never in the database, since
 * whoever can change entries there must not be able to make them look right.
 */
export class AuditKeys {
  /** By verifier key, so that the files are read once. */
  readonly #known = new Map<string, KeyObject>();

  private constructor(
    private readonly folder: string,
    readonly macKey: Uint8Array,
  ) {}

  /** Opens the folder, and makes folder and keys when there are none. @throws EnvironmentError */
  static open(folder: string): AuditKeys {
    makeFolder(folder);
    chmodSync(folder, 0o700);
    const macKey = Buffer.from(
      readOrMake(join(folder, MAC_KEY_FILE), () => randomBytes(MAC_KEY_BYTES).toString("hex")),
      "hex",
    );
    if (macKey.length !== MAC_KEY_BYTES) {
      throw new EnvironmentError(`${join(folder, MAC_KEY_FILE)} is not a key of ${MAC_KEY_BYTES} bytes in hex.`);
    }
    const keys = new AuditKeys(folder, macKey);
    if (keys.#files().length === 0) keys.#make(1);
    return keys;
  }

  /** The private key of a verifier key; undefined when this folder does not have it. */
  signingKey(vkey: string): KeyObject | undefined {
    const known = this.#known.get(vkey);
    if (known !== undefined) return known;
    const name = vkey.slice(0, vkey.indexOf("+"));
    const found = this.#privateKeys().find((privateKey) => verifierKey({ name, privateKey }) === vkey);
    if (found !== undefined) this.#known.set(vkey, found);
    return found;
  }

  /** Verifier key of the newest file, for a log of this origin. */
  newestVerifierKey(origin: string): string {
    const privateKey = this.#privateKeys().at(-1);
    if (privateKey === undefined) throw new EnvironmentError(`${this.folder} holds no signing key.`);
    return verifierKey({ name: origin, privateKey });
  }

  /** Verifier keys of all files, for a log of this origin. */
  verifierKeys(origin: string): string[] {
    return this.#privateKeys().map((privateKey) => verifierKey({ name: origin, privateKey }));
  }

  /** Adds a signing key, which signs nothing until an entry puts it into force. */
  addSigningKey(): void {
    this.#make(Number(this.#files().at(-1)?.slice("signing-".length, -".pem".length) ?? 0) + 1);
  }

  #make(number: number): void {
    const { privateKey } = generateKeyPairSync("ed25519");
    const path = join(this.folder, `signing-${String(number).padStart(6, "0")}.pem`);
    readOrMake(path, () => privateKey.export({ format: "pem", type: "pkcs8" }).toString());
  }

  #privateKeys(): KeyObject[] {
    return this.#files().map((name) => createPrivateKey(readFileSync(join(this.folder, name))));
  }

  #files(): string[] {
    return readdirSync(this.folder)
      .filter((name) => SIGNING_KEY_FILE.test(name))
      .toSorted();
  }
}

/** Linked into place, so that of two processes that start at once both use the file of one. */
function readOrMake(path: string, make: () => string): string {
  const read = (): string => readFileSync(path, "utf8").trim();
  if (exists(path)) return read();
  const draft = `${path}.${randomBytes(6).toString("hex")}.draft`;
  writeFileSync(draft, make(), { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!exists(path)) throw error;
  } finally {
    rmSync(draft);
  }
  return read();
}

function exists(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
