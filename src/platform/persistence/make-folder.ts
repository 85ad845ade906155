import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it that are missing, one by one from the nearest that exists. Node's recursive mkdir
 * never ends where a file system answers ENOENT for a folder in a folder that exists, such as /proc.
 * @throws the error of the file system for the first folder that cannot be made
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let path = folder; !exists(path); path = dirname(path)) missing.push(path);
  for (const path of missing.toReversed()) make(path);
}

/** The root always exists, so the way up ends. */
function exists(path: string): boolean {
  return dirname(path) === path || statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Another process may have made it in between. */
function make(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}
