import { parentPort, workerData } from "node:worker_threads";
import { parseDocument } from "yaml";
import { type ContractFile, ContractBundleError, bundleContract } from "./contract-bundle.js";
import type { ContractLine } from "./contract-kind.js";

/** What the thread is given. */
export interface ParseTask {
  readonly line: ContractLine;
  /** Text by path below the contracts folder. */
  readonly files: Readonly<Record<string, string>>;
}

export type ParseOutcome =
  | { readonly text: string; readonly digest: string }
  /** What is wrong with the files, in a sentence for their author. */
  | { readonly fault: string };

const ALIASES_MAX = 100;
/** Deeper than any contract; the recursions over documents stay far from the end of the stack. */
const DEPTH_MAX = 100;

function parseFile(path: string, text: string): ContractFile {
  // Errors are counted, not repeated: a hostile file may have as many as it has lines.
  const document = parseDocument(text, { uniqueKeys: true, merge: true, prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) throw new ContractBundleError(`${path}: ${error.message.split("\n", 1)[0] ?? ""}`);
  const value: unknown = document.toJS({ maxAliasCount: ALIASES_MAX });
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ContractBundleError(`${path} is no YAML object; write a contract document.`);
  refuseDepth(path, value);
  return value as ContractFile;
}

function refuseDepth(path: string, root: object): void {
  const membersOf = (value: unknown): unknown[] =>
    typeof value === "object" && value !== null ? (Object.values(value) as unknown[]) : [];
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH_MAX) throw new ContractBundleError(`${path} is nested deeper than ${DEPTH_MAX} levels.`);
    level = level.flatMap(membersOf);
  }
}

function run({ line, files }: ParseTask): ParseOutcome {
  try {
    const { text, digest } = bundleContract(line, (path) => {
      const given = Object.hasOwn(files, path) ? files[path] : undefined;
      if (given === undefined) throw new ContractBundleError(`${path} is referred to and missing; send it as well.`);
      return parseFile(path, given);
    });
    return { text, digest };
  } catch (error) {
    return { fault: error instanceof Error ? error.message.slice(0, 500) : String(error).slice(0, 500) };
  }
}

parentPort?.postMessage(run(workerData as ParseTask));
