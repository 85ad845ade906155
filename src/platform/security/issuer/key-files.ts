import { randomBytes } from "node:crypto";
import { link, open, readdir, readFile, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { JWK } from "jose";
import { readSigningJwk, type SigningKey } from "./signing-key.js";

const KEY_FILE = /^key-([0-9]{6})\.jwk\.json$/;

/** A key file that cannot be used; the message names it and the remedy. */
export class KeyFileError extends Error {
  override readonly name = "KeyFileError";
}

/** A key with the number its file has; the order of the numbers is the order of the keys. */
export interface NumberedKey {
  readonly number: number;
  readonly key: SigningKey;
}

/** Keys of a folder in the order of their numbers. @throws KeyFileError */
export async function readKeyFiles(folder: string): Promise<NumberedKey[]> {
  const numbers = (await readdir(folder)).flatMap((name) => {
    const number = KEY_FILE.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
  const keys: NumberedKey[] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const key = await readKeyFile(join(folder, nameOf(number)));
    if (key !== undefined) keys.push({ number, key });
  }
  return keys;
}

/** Written aside and linked into place: a reader never sees half a key, and of two writers one wins. @returns who won */
export async function addKeyFile(folder: string, number: number, jwk: JWK): Promise<boolean> {
  const aside = join(folder, `.${nameOf(number)}.${randomBytes(6).toString("hex")}`);
  const file = await open(aside, "wx", 0o600);
  try {
    await file.writeFile(`${JSON.stringify(jwk, undefined, 2)}\n`);
    await file.sync();
    return await link(aside, join(folder, nameOf(number))).then(() => true, lostToAnother);
  } finally {
    await file.close();
    await unlink(aside);
  }
}

/** Another process may have removed it already. */
export async function removeKeyFile(folder: string, number: number): Promise<void> {
  await unlink(join(folder, nameOf(number))).catch((error: unknown) => {
    if (!hasCode(error, "ENOENT")) throw error;
  });
}

/** Undefined when the file was removed after the folder was listed. */
async function readKeyFile(path: string): Promise<SigningKey | undefined> {
  const status = await stat(path).catch(() => undefined);
  if (status === undefined) return undefined;
  if ((status.mode & 0o077) !== 0) throw new KeyFileError(`${path} can be read by other users; run: chmod 600 ${path}`);
  try {
    return await readSigningJwk(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? "not JSON" : cause instanceof Error ? cause.message : String(cause);
    throw new KeyFileError(`${path} is no signing key (${reason}); restore it from a backup or remove it.`, { cause });
  }
}

function nameOf(number: number): string {
  return `key-${String(number).padStart(6, "0")}.jwk.json`;
}

function lostToAnother(error: unknown): false {
  if (!hasCode(error, "EEXIST")) throw error;
  return false;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
