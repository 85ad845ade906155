import { Worker } from "node:worker_threads";
import type { ContractSource, ReviewedContract, UnreadContract, WitnessedComparison } from "../../governance/public.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";

const TIMEOUT_MS = 120_000;
const HEAP_MB = 2048;

/** A version of a contract as the command line names it, with its files. */
export interface NamedSource {
  readonly name: string;
  readonly source: ContractSource;
}

export interface CompareTask {
  readonly base: NamedSource;
  readonly revision: NamedSource;
  /** Name of a built-in profile. */
  readonly profile: string;
  /** RFC 3339 full-date. */
  readonly today: string;
}

/** Both sides as reports name them; the comparison is absent when a side could not be read. */
export interface CompareOutcome {
  readonly base: ReviewedContract & UnreadContract;
  readonly revision: ReviewedContract & UnreadContract;
  readonly comparison?: WitnessedComparison;
}

/**
 * Compares two contracts in a thread with limits: foreign contracts may be made to cost more than anybody waits for, and a
 * pipeline must be told so.
 * @param timeoutMs two minutes unless given; large contracts take seconds
 * @throws CommandError when a limit was reached; nothing was judged then
 */
export async function compareInThread(task: CompareTask, timeoutMs = TIMEOUT_MS): Promise<CompareOutcome> {
  const worker = new Worker(new URL("./compare.worker.js", import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<CompareOutcome>((resolve, reject) => {
      timer = setTimeout(() => reject(gaveUp(`it took longer than ${timeoutMs / 1000} seconds`)), timeoutMs);
      worker.once("message", resolve);
      worker.once("error", (error) => reject(causeOf(error)));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function causeOf(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const isOutOfMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  return isOutOfMemory ? gaveUp(`it needed more than ${HEAP_MB} MB`) : error;
}

function gaveUp(reason: string): CommandError {
  return new CommandError(
    `The comparison was given up, as ${reason}; nothing was judged. Look for schemas that refer to ` +
      "each other in many ways, and compare a smaller part of the contract.",
    EXIT_CODE.environment,
  );
}
