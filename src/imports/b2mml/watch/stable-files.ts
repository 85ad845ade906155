import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { isFileSystemError } from "./file-system-error.js";

/** Remembers how the files of one folder looked at the last poll. */
export class StableFiles {
  #seen = new Map<string, string>();

  /**
   * Names of the `*.xml` files, in alphabetical order, whose size and modification time are those of the last poll:
   * one that is still being written must not be read. Links are passed over, they could point anywhere.
   */
  async poll(folder: string): Promise<string[]> {
    const names = (await readdir(folder)).filter((name) => /\.xml$/i.test(name) && !name.startsWith("."));
    const looks = await Promise.all(names.map(async (name) => [name, await lookOf(join(folder, name))] as const));
    const present = new Map(looks.flatMap(([name, look]) => (look === undefined ? [] : [[name, look] as const])));
    const stable = [...present].filter(([name, look]) => this.#seen.get(name) === look).map(([name]) => name);
    this.#seen = present;
    return stable.toSorted();
  }
}

async function lookOf(path: string): Promise<string | undefined> {
  try {
    const status = await lstat(path);
    return status.isFile() ? `${status.size}@${status.mtimeMs}` : undefined;
  } catch (error) {
    if (isFileSystemError(error, "ENOENT")) return undefined;
    throw error;
  }
}
