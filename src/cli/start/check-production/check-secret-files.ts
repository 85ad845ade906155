import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ProductionCheck } from "./unsafe-setting.js";

const KEY_FOLDER = "keys";
/** Permission bits of the group and of everybody else. */
const OTHERS = 0o077;

/** Keys and credentials must be readable by the product's own user only; a missing file will be made so. */
export const checkSecretFiles: ProductionCheck = ({ dataDir, credentialsFile, tls }) => {
  const keys = join(dataDir, KEY_FOLDER);
  const files = [credentialsFile, keys, ...filesOf(keys), ...(tls === undefined ? [] : [tls.keyFile])];
  return files.filter(isOpen).map((path) => ({
    name: "SECRET_FILE_EXPOSED",
    message: `${path} can be read or written by other users of the machine.`,
    remedy: "Run chmod go-rwx on it, and take new secrets if others had access.",
  }));
};

function filesOf(folder: string): readonly string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder).map((name) => join(folder, name));
}

function isOpen(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && (found.mode & OTHERS) !== 0;
}
