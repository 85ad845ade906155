import { Worker } from "node:worker_threads";
import type { JudgedContract } from "../comparison/judge-consumers.js";
import type { ChangesOutcome, ChangesTask } from "./contract-changes.worker.js";

const TIMEOUT_MS = 20_000;
const HEAP_MB = 512;

/** Compares a candidate with what it replaces, in a thread, since large contracts take a second. @throws Error without a result */
export async function readChanges(task: ChangesTask): Promise<JudgedContract> {
  const worker = new Worker(new URL("./contract-changes.worker.js", import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const outcome = await new Promise<ChangesOutcome>((resolve, reject) => {
      timer = setTimeout(() => resolve({ fault: `it took longer than ${TIMEOUT_MS / 1000} seconds` }), TIMEOUT_MS);
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", () => resolve({ fault: "it ended early, for want of memory" }));
    });
    if ("fault" in outcome) throw new Error(outcome.fault);
    return outcome;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
