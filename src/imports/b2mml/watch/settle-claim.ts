import { access, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { FileReport } from "../report/file-report.js";
import type { Claim } from "./claim.js";
import { isFileSystemError } from "./file-system-error.js";
import { DONE, REFUSED } from "./watched-folder.js";

/**
 * Moves an imported file to `.done` or `.err` with its report beside it. The report is written first: a crash in
 * between imports the file again, which repeats nothing, and never leaves a file without its report. A second file
 * of one name keeps the unique name of its claim, so that no earlier result is overwritten.
 */
export async function settleClaim(folder: string, claim: Claim, report: FileReport): Promise<void> {
  const target = join(folder, report.outcome === "REFUSED" || report.outcome === "UNREADABLE" ? REFUSED : DONE);
  const name = (await exists(join(target, claim.name))) ? basename(claim.path) : claim.name;
  await writeFile(join(target, `${name}.report.json`), `${JSON.stringify(report, undefined, 2)}\n`);
  await rename(claim.path, join(target, name));
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (isFileSystemError(error, "ENOENT")) return false;
    throw error;
  }
}
