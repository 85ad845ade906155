import { randomBytes } from "node:crypto";
import { chmodSync, linkSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EnvironmentError } from "../../config/environment-error.js";
import { makeFolder } from "../persistence/make-folder.js";

const KEY_FILE = /^secret-([0-9]{6})\.key$/;
const KEY_BYTES = 32;
/** Permission bits of the group and of everybody else. */
const OTHERS = 0o077;

/** A key with the number of its file. */
export interface NumberedSecretKey {
  readonly number: number;
  readonly key: Uint8Array;
}

/**
 * Files `secret-000001.key` and so on, 32 bytes in hex. The newest seals, all of them open: to rotate, put a further file
 * beside them. They are read when they are needed, so that a new file counts without a restart.
 */
export class SecretKeys {
  private constructor(private readonly folder: string) {}

  /** @throws EnvironmentError when the folder cannot be used or a key is exposed */
  static open(folder: string): SecretKeys {
    makeFolder(folder);
    chmodSync(folder, 0o700);
    const keys = new SecretKeys(folder);
    if (keys.#numbers().length === 0) make(join(folder, nameOf(1)));
    keys.newest();
    return keys;
  }

  /** @throws EnvironmentError */
  newest(): NumberedSecretKey {
    const number = Math.max(...this.#numbers());
    const key = this.find(number);
    if (key === undefined) throw new EnvironmentError(`${this.folder} holds no key; restore it from its backup.`);
    return { number, key };
  }

  /** Undefined when there is no such file. @throws EnvironmentError for a file that is no key or that others can read */
  find(number: number): Uint8Array | undefined {
    const path = join(this.folder, nameOf(number));
    const status = statSync(path, { throwIfNoEntry: false });
    if (status === undefined) return undefined;
    if ((status.mode & OTHERS) !== 0) {
      throw new EnvironmentError(`${path} can be read by other users of the machine; run: chmod 600 ${path}`);
    }
    const key = Buffer.from(readFileSync(path, "utf8").trim(), "hex");
    if (key.length === KEY_BYTES) return key;
    throw new EnvironmentError(`${path} is not a key of ${KEY_BYTES} bytes in hex; restore it from its backup.`);
  }

  #numbers(): readonly number[] {
    return readdirSync(this.folder).flatMap((name) => {
      const number = KEY_FILE.exec(name)?.[1];
      return number === undefined ? [] : [Number(number)];
    });
  }
}

const nameOf = (number: number): string => `secret-${String(number).padStart(6, "0")}.key`;

/** Linked into place, so that of two processes that start at once both use the file of one. */
function make(path: string): void {
  const draft = `${path}.${randomBytes(6).toString("hex")}.draft`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString("hex")}\n`, { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(draft);
  }
}
