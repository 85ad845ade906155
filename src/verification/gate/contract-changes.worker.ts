import { parentPort, workerData } from "node:worker_threads";
import {
  type ContractBundle,
  type ContractComparison,
  type ContractSource,
  RuleBook,
  builtInProfile,
  compareContracts,
  loadBreakingRules,
  loadContractBundle,
} from "../../governance/public.js";
import type { JsonObject } from "../comparison/json.js";

/** What the thread is given. */
export interface ChangesTask {
  readonly candidate: ContractSource;
  /** Absent for the first version of a line. */
  readonly base: ContractSource | undefined;
  /** RFC 3339 full-date. */
  readonly today: string;
}

/** A contract as one document, without what cannot be sent between threads. */
export type PlainContract = Pick<ContractBundle, "format" | "digest"> & { readonly document: JsonObject };

export type ChangesOutcome =
  | { readonly candidate: PlainContract; readonly base?: { contract: PlainContract; comparison: ContractComparison } }
  | { readonly fault: string };

const RULES_FOLDER = new URL("../../../governance-rules/breaking/", import.meta.url);

function read(source: ContractSource): PlainContract {
  const { bundle, findings } = loadContractBundle(source);
  if (bundle !== undefined) return { format: bundle.format, digest: bundle.digest, document: bundle.document };
  throw new Error(`${source.entry} cannot be compared: ${findings.map(({ message }) => message).join("; ")}`);
}

async function run({ candidate, base, today }: ChangesTask): Promise<ChangesOutcome> {
  try {
    const revision = read(candidate);
    if (base === undefined) return { candidate: revision };
    const rules = new RuleBook(await loadBreakingRules(RULES_FOLDER));
    const contract = read(base);
    const [before, after] = [contract, revision].map(({ format, document }) => ({ format, root: document }));
    if (before === undefined || after === undefined) throw new Error("two contracts make two documents");
    const comparison = compareContracts(before, after, { rules, profile: builtInProfile("strict"), today });
    return { candidate: revision, base: { contract, comparison } };
  } catch (error) {
    return { fault: error instanceof Error ? error.message.slice(0, 500) : String(error).slice(0, 500) };
  }
}

parentPort?.postMessage(await run(workerData as ChangesTask));
