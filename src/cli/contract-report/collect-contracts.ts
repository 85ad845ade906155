import { existsSync, statSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { bundleRootOf, collectContractFiles, type ContractSource } from "../../governance/public.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";

/**
 * The contracts of a lint with all files they refer to, named from one folder, so that no two share a name.
 * @throws CommandError for a file that is not there
 */
export function collectContracts(files: readonly string[]): ContractSource[] {
  for (const file of files) requireFile(file);
  const root = commonFolder([...new Set(files.map((file) => bundleRootOf(file)))]);
  const sources = files.map((file) => collectContractFiles(file, root));
  return [...new Map(sources.map((source) => [source.entry, source])).values()];
}

/** @throws CommandError when there is no file of that name */
export function requireFile(file: string): void {
  if (!existsSync(file)) throw new CommandError(`${file} does not exist.`, EXIT_CODE.environment);
  if (statSync(file).isFile()) return;
  throw new CommandError(
    `${file} is no file; name the contract's own file, such as ${file}/v1.yaml.`,
    EXIT_CODE.environment,
  );
}

function commonFolder(roots: readonly string[]): string {
  let [folder = sep] = roots;
  while (!roots.every((root) => root === folder || root.startsWith(folder === sep ? sep : folder + sep))) {
    folder = dirname(resolve(folder));
  }
  return folder;
}
