import { join } from "node:path";
import { readConfigurationWith } from "../../config/configuration.js";
import { systemClock } from "../../kernel/clock.js";
import { KeyFileError } from "../../platform/security/issuer/key-files.js";
import { KeyRotation, type KeyStatus } from "../../platform/security/issuer/key-rotation.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { notice, printJson, printLine, printTable } from "../output.js";

/** @throws CommandError (exit code 3) when a key file cannot be used. */
export async function listKeys(isJson: boolean): Promise<void> {
  const keys = await withKeys((rotation) => rotation.list());
  if (isJson) printJson(keys);
  else if (keys.length === 0) printLine("No keys yet; interlock up or interlock serve makes the first one.");
  else printKeys(keys);
}

/** @throws CommandError (exit code 3) when a key file cannot be used. */
export async function rotateKeys(isJson: boolean): Promise<void> {
  const report = await withKeys((rotation) => rotation.rotate());
  if (isJson) return printJson(report);
  const pending = report.keys.find(({ state }) => state === "PENDING");
  const start = pending?.signsFrom?.toISOString() ?? "now";
  if (report.result === "ROTATED") notice(`A new key is published; it signs from ${start}.`);
  else notice(`A rotation is under way already: its key signs from ${start}. Nothing was added.`);
  for (const keyId of report.removed) notice(`Removed ${keyId}, whose last token has ended.`);
  printKeys(report.keys);
}

/** @throws CommandError: exit code 1 when there is no such key, 3 when a key file cannot be used. */
export async function revokeKey(keyId: string): Promise<void> {
  const isRevoked = await withKeys((rotation) => rotation.revoke(keyId));
  if (!isRevoked) {
    throw new CommandError(`No signing key has the id ${keyId}; interlock keys list shows them.`, EXIT_CODE.findings);
  }
  printLine(`${keyId} is removed; running processes refuse its tokens within two seconds.`);
}

async function withKeys<T>(work: (rotation: KeyRotation) => Promise<T>): Promise<T> {
  const folder = join(readConfigurationWith({}).dataDir, "keys");
  try {
    return await work(new KeyRotation(folder, systemClock));
  } catch (error) {
    if (!(error instanceof KeyFileError)) throw error;
    throw new CommandError(error.message, EXIT_CODE.environment, { cause: error });
  }
}

function printKeys(keys: readonly KeyStatus[]): void {
  printTable(keys.map((key) => [String(key.number), key.keyId, key.state, describe(key)]));
}

function describe({ state, signsFrom, retiresAt }: KeyStatus): string {
  if (state === "PENDING") return `signs from ${signsFrom?.toISOString() ?? "now"}`;
  if (state === "VERIFYING" && retiresAt !== undefined) return `until ${retiresAt.toISOString()}`;
  return "";
}
