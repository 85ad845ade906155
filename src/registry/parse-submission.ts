import { Worker } from "node:worker_threads";
import { InterlockError } from "../kernel/problem.js";
import { type ContractBundle, openBundle } from "./contract-bundle.js";
import { lineOfFile } from "./contract-kind.js";
import type { ParseOutcome, ParseTask } from "./parse-files.worker.js";
import { registryProblems } from "./problems.js";

const TIMEOUT_MS = 5_000;
const HEAP_MB = 192;

/** The files of a contract as their author wrote them, YAML or JSON. */
export interface ContractSubmission {
  /** Path of the contract itself below the contracts folder: `openapi/production-order/v1.yaml`. */
  readonly entry: string;
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Parses and bundles in a thread of its own, with an end in time and memory: a file that is made to be slow costs its
 * sender an answer, and the gateway nothing.
 * @throws InterlockError CONTRACT_BUNDLE_INVALID
 */
export async function parseSubmission({ entry, files }: ContractSubmission): Promise<ContractBundle> {
  const line = lineOfFile(entry);
  if (line === undefined) {
    throw invalid(
      `entry is ${entry.slice(0, 200)}; it must be openapi/<api>/vN.yaml or asyncapi/<stream>/vN.yaml, names in kebab-case.`,
    );
  }
  const outcome = await runWorker({ line, files });
  if ("fault" in outcome) throw invalid(outcome.fault);
  return openBundle(outcome.text, outcome.digest);
}

async function runWorker(task: ParseTask): Promise<ParseOutcome> {
  const worker = new Worker(new URL("./parse-files.worker.js", import.meta.url), {
    workerData: task,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<ParseOutcome>((resolve) => {
      const fail = (fault: string): void => resolve({ fault });
      timer = setTimeout(() => fail(`Reading the files took longer than ${TIMEOUT_MS / 1000} seconds.`), TIMEOUT_MS);
      worker.once("message", resolve);
      worker.once("error", (error: unknown) => fail(`The files cannot be read: ${messageOf(error)}`));
      worker.once("exit", () => fail("The files cannot be read within the memory a contract may take."));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message.slice(0, 300) : "unknown error");

function invalid(detail: string): InterlockError {
  return new InterlockError(registryProblems.CONTRACT_BUNDLE_INVALID, { detail });
}
