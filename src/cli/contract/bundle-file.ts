import { existsSync } from "node:fs";
import { collectContractFiles, type JsonObject, loadContractBundle } from "../../governance/public.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";

/**
 * A contract as one document, in which every reference points inside it.
 * @throws CommandError when the file cannot be read or refers to what is not there
 */
export function bundleFile(file: string): JsonObject {
  if (!existsSync(file)) throw new CommandError(`${file} does not exist.`, EXIT_CODE.environment);
  const { bundle, findings } = loadContractBundle(collectContractFiles(file));
  if (bundle !== undefined) return bundle.document;
  const faults = findings.map(({ file: where, line, message }) => `${where}:${line} ${message}`);
  throw new CommandError(faults.slice(0, 20).join("\n"), EXIT_CODE.environment);
}
