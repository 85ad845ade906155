import { constants, copyFile, readdir, rename, stat, unlink, utimes } from "node:fs/promises";
import { join } from "node:path";
import { isFileSystemError } from "./file-system-error.js";
import { PROCESSING } from "./watched-folder.js";

/** A claim that shows no sign of life for this long belongs to a process that died. */
export const CLAIM_STALE_MS = 300_000;

/** Claimed files are called `<time of the claim in ms>-<unique id>~<name>`. */
const CLAIMED_NAME = /^(\d{13,15})-([0-9A-Z]{26})~(.+)$/;

/** A file that one process has taken out of a watched folder. */
export interface Claim {
  /** Name the file was dropped under. */
  readonly name: string;
  /** Where it lies now. */
  readonly path: string;
  readonly claimedAtMs: number;
}

/**
 * Takes a file by renaming it, which only one process can do; undefined when another one did. The new name is unique,
 * since a second file of the same name must not replace the first one while that is being imported.
 */
export async function claimFile(
  folder: string,
  name: string,
  claimedAtMs: number,
  id: string,
): Promise<Claim | undefined> {
  const path = join(folder, PROCESSING, `${claimedAtMs}-${id}~${name}`);
  try {
    await rename(join(folder, name), path);
    return { name, path, claimedAtMs };
  } catch (error) {
    if (isFileSystemError(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** Shows that the claim's process lives. */
export async function touchClaim(claim: Claim, now: Date): Promise<void> {
  await utimes(claim.path, now, now);
}

/**
 * Puts a claimed file back for a later try. It is copied, since a rename would replace a file of the same name that
 * arrived meanwhile; in that case the claim stays and is put back once it is stale. A crash in between leaves both,
 * which costs a replay and loses nothing.
 */
export async function putBack(folder: string, claim: Claim): Promise<void> {
  try {
    await copyFile(claim.path, join(folder, claim.name), constants.COPYFILE_EXCL);
    await unlink(claim.path);
  } catch (error) {
    if (!isFileSystemError(error, "EEXIST") && !isFileSystemError(error, "ENOENT")) throw error;
  }
}

/** Claims of processes that died: neither made nor touched within CLAIM_STALE_MS. */
export async function staleClaims(folder: string, nowMs: number): Promise<Claim[]> {
  const names = await readdir(join(folder, PROCESSING));
  const claims = names.flatMap((name) => toClaim(folder, name) ?? []);
  const signs = await Promise.all(claims.map(lastSignOfLifeMs));
  return claims.filter((_, index) => nowMs - (signs[index] ?? nowMs) > CLAIM_STALE_MS);
}

function toClaim(folder: string, claimedName: string): Claim | undefined {
  const [, claimedAt, , name] = CLAIMED_NAME.exec(claimedName) ?? [];
  if (claimedAt === undefined || name === undefined) return undefined;
  return { name, path: join(folder, PROCESSING, claimedName), claimedAtMs: Number(claimedAt) };
}

/** A rename keeps the old modification time, so the claim itself counts as the first sign of life. */
async function lastSignOfLifeMs(claim: Claim): Promise<number | undefined> {
  try {
    return Math.max(claim.claimedAtMs, (await stat(claim.path)).mtimeMs);
  } catch (error) {
    if (isFileSystemError(error, "ENOENT")) return undefined;
    throw error;
  }
}
