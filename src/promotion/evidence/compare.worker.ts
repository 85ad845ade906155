import { parentPort, workerData } from "node:worker_threads";
import {
  RuleBook,
  type WitnessedComparison,
  builtInProfile,
  compareContracts,
  loadBreakingRules,
  loadContractBundle,
  proveComparison,
} from "../../governance/public.js";

/** A contract as text files. */
interface ContractTexts {
  readonly entry: string;
  readonly files: ReadonlyMap<string, string>;
}

/** What the thread is given. */
export interface CompareTask {
  readonly candidate: ContractTexts;
  /** In the order in which the comparisons are wanted. */
  readonly served: readonly ContractTexts[];
  /** RFC 3339 full-date. */
  readonly today: string;
}

/** Enough to attack every verdict "compatible" of the product's contracts within a second or two. */
const SAMPLES_MAX = 2000;

export type CompareOutcome = { readonly comparisons: readonly WitnessedComparison[] } | { readonly fault: string };

type ComparedDocument = Parameters<typeof compareContracts>[0];

const RULES_FOLDER = new URL("../../../governance-rules/breaking/", import.meta.url);

function read(texts: ContractTexts): ComparedDocument {
  const { bundle, findings } = loadContractBundle(texts);
  if (bundle !== undefined) return { format: bundle.format, root: bundle.document };
  throw new Error(`${texts.entry} cannot be compared: ${findings.map(({ message }) => message).join("; ")}`);
}

async function run({ candidate, served, today }: CompareTask): Promise<CompareOutcome> {
  try {
    const rules = new RuleBook(await loadBreakingRules(RULES_FOLDER));
    const options = { rules, profile: builtInProfile("strict"), today };
    const revision = read(candidate);
    const compare = (texts: ContractTexts): WitnessedComparison => {
      const base = read(texts);
      const comparison = compareContracts(base, revision, options);
      return proveComparison(base, revision, comparison, { rules, samplesMax: SAMPLES_MAX });
    };
    return { comparisons: served.map(compare) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message.slice(0, 500) : String(error).slice(0, 500) };
  }
}

parentPort?.postMessage(await run(workerData as CompareTask));
