import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { bundleRootOf, collectContractFiles, type ContractSource } from "../../governance/public.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";

/** A contract as it was collected, and the folder it was collected below. */
interface Collected {
  readonly root: string;
  readonly source: ContractSource;
}

/**
 * The contracts of a lint with all files they refer to, named from one folder, so that no two share a name. Each is read
 * below its own root only, however far apart they lie.
 * @param root the folder of `--root`; each contract's own root without it
 * @throws CommandError for a file that is not there or not below the root
 */
export function collectContracts(files: readonly string[], root?: string): ContractSource[] {
  const collected = files.map((file) => collectContract(file, root));
  const common = commonFolder([...new Set(collected.map((one) => one.root))]);
  const sources = collected.map((one) => namedFrom(common, one));
  return [...new Map(sources.map((source) => [source.entry, source])).values()];
}

/**
 * One contract and the files it refers to, named from its root.
 * @throws CommandError for a file that is not there or not below the root
 */
export function collectContract(file: string, root?: string): Collected {
  requireFile(file);
  if (root !== undefined) requireBelow(root, file);
  const folder = realpathSync(root ?? bundleRootOf(file));
  return { root: folder, source: collectContractFiles(file, folder) };
}

function requireFile(file: string): void {
  if (!existsSync(file)) throw new CommandError(`${file} does not exist.`, EXIT_CODE.environment);
  if (statSync(file).isFile()) return;
  throw new CommandError(
    `${file} is no file; name the contract's own file, such as ${file}/v1.yaml.`,
    EXIT_CODE.environment,
  );
}

function requireBelow(root: string, file: string): void {
  if (!existsSync(root) || !statSync(root).isDirectory()) {
    throw new CommandError(`--root ${root} is no folder.`, EXIT_CODE.usage);
  }
  if (isBelow(realpathSync(root), realpathSync(file))) return;
  throw new CommandError(`--root ${root}: ${file} does not lie in it; name a folder that holds both.`, EXIT_CODE.usage);
}

function commonFolder(roots: readonly string[]): string {
  let [folder = sep] = roots;
  while (!roots.every((root) => root === folder || isBelow(folder, root))) folder = dirname(resolve(folder));
  return folder;
}

const isBelow = (folder: string, path: string): boolean => path.startsWith(folder === sep ? sep : folder + sep);

function namedFrom(common: string, { root, source }: Collected): ContractSource {
  const prefix = relative(common, root).split(sep).join("/");
  if (prefix === "") return source;
  const files = [...source.files].map(([name, text]) => [`${prefix}/${name}`, text] as const);
  return { entry: `${prefix}/${source.entry}`, files: new Map(files) };
}
