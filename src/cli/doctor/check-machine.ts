import { accessSync, constants, existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { type CheckResult, runCheck } from "./check.js";

const NODE_MAJOR_MINIMUM = 24;
const FREE_BYTES_MINIMUM = 1_000_000_000;

/** What Interlock needs of the machine: Node, a data folder and room in it. */
export async function checkMachine(dataDir: string): Promise<CheckResult[]> {
  const existing = nearestExisting(dataDir);
  return [
    await runCheck("node", checkNode),
    await runCheck("data folder", () => checkWritable(dataDir, existing)),
    await runCheck("disk space", () => checkFreeSpace(existing)),
  ];
}

function checkNode(): string {
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR_MINIMUM) return `Node ${process.versions.node}`;
  throw new Error(`Node ${process.versions.node} is too old; run npm ci, which installs Node ${NODE_MAJOR_MINIMUM}.`);
}

/** The folder is made on first start, so until then its parent must be writable. */
function nearestExisting(folder: string): string {
  return existsSync(folder) ? folder : nearestExisting(dirname(folder));
}

function checkWritable(dataDir: string, existing: string): string {
  try {
    accessSync(existing, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new Error(`${existing} cannot be written; give this user access, or set INTERLOCK_DATA_DIR.`);
  }
  return existing === dataDir ? dataDir : `${dataDir} (made on first start)`;
}

async function checkFreeSpace(folder: string): Promise<string> {
  const { bavail, bsize } = await statfs(folder);
  const free = `${((bavail * bsize) / 1e9).toFixed(1)} GB free`;
  if (bavail * bsize >= FREE_BYTES_MINIMUM) return free;
  throw new Error(`${free} at ${folder}; make room, or set INTERLOCK_DATA_DIR to a larger disk.`);
}
