import { resolve, sep } from "node:path";
import { existsSync } from "node:fs";
import { collectContractFiles } from "../../governance/public.js";
import { lineOfFile } from "../../registry/public.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";

/** A contract and the files it refers to, as the registry takes them. */
export interface Submission {
  readonly entry: string;
  readonly files: Readonly<Record<string, string>>;
}

/**
 * The last three parts of the path say which contract it is; what stands above them is the contracts folder.
 * @throws CommandError when the file does not exist or stands where no contract stands
 */
export function readSubmission(file: string): Submission {
  const path = resolve(file);
  if (!existsSync(path)) throw new CommandError(`${file} does not exist.`, EXIT_CODE.environment);
  const parts = path.split(sep);
  const entry = parts.slice(-3).join("/");
  if (lineOfFile(entry) === undefined) {
    throw new CommandError(
      `${file} must stand at openapi/<api>/vN.yaml or asyncapi/<stream>/vN.yaml in a contracts folder, names in kebab-case.`,
      EXIT_CODE.environment,
    );
  }
  const { files } = collectContractFiles(path, parts.slice(0, -3).join(sep) || sep);
  return { entry, files: Object.fromEntries(files) };
}
