import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

/** What bounds the places a folder's contracts come from: the folder that holds one of these is a project. */
const PROJECT_FILES = ["package.json", ".spectral.yaml", "redocly.yaml"];
const CONTRACTS_FOLDER = "contracts";

/**
 * The folder a contract's references may reach when nobody names one: the git repository it lies in; else the nearest
 * folder above it that is a project or is called `contracts`; else its own folder. The home folder and the root of the
 * file system are never taken for either, since a foreign contract could then name files of the whole account.
 *
 * @param home the folder of the account
 */
export function bundleRootOf(entryFile: string, home: string = homedir()): string {
  const own = dirname(resolve(entryFile));
  const above = foldersFrom(own).filter((folder) => folder !== home && folder !== dirname(folder));
  return above.find(isRepository) ?? above.find(isProject) ?? own;
}

function foldersFrom(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersFrom(parent)];
}

const isRepository = (folder: string): boolean => existsSync(join(folder, ".git"));

const isProject = (folder: string): boolean =>
  basename(folder) === CONTRACTS_FOLDER || PROJECT_FILES.some((name) => existsSync(join(folder, name)));
