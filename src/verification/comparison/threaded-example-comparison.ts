import { Worker } from "node:worker_threads";
import type { ComparableContract } from "./contract-document.js";
import type { ExampleComparison, ExampleMismatch } from "./example-comparison.js";
import type { ExampleOutcome } from "./example-task.js";
import type { JsonObject } from "./json.js";

const TIMEOUT_MS = 20_000;
const HEAP_MB = 512;

interface Waiting {
  readonly id: number;
  readonly resolve: (outcome: ExampleOutcome) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The comparator in a thread of its own: it compiles foreign schemas, which takes seconds when cold, and keeps what it
 * compiled. It is given one comparison at a time, so that the time-out counts the work and not the wait for others. The
 * thread is started when it is first needed and ends with `close`; one that hangs or dies is replaced.
 */
export class ThreadedExampleComparison implements ExampleComparison {
  #sent = new Set<string>();
  #worker: Worker | undefined;
  /** Whoever waits for the comparison that is being made. */
  #waiting: Waiting | undefined;
  /** Settled when the last comparison that was asked for has ended. */
  #turn: Promise<unknown> = Promise.resolve();
  #lastId = 0;
  #isClosed = false;

  async compare(contract: ComparableContract, pact: JsonObject): Promise<readonly ExampleMismatch[]> {
    const comparison = this.#turn.then(() => this.#compare(contract, pact));
    this.#turn = comparison.catch(() => undefined);
    return await comparison;
  }

  /** Ends the thread; whoever waits is told. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#replace("the comparison was closed");
  }

  async #compare(contract: ComparableContract, pact: JsonObject): Promise<readonly ExampleMismatch[]> {
    const first = await this.#ask(this.#sent.has(contract.digest) ? undefined : contract, contract.digest, pact);
    const outcome = "isContractWanted" in first ? await this.#ask(contract, contract.digest, pact) : first;
    if ("mismatches" in outcome) return outcome.mismatches;
    throw new Error("fault" in outcome ? outcome.fault : "the contract was given up twice");
  }

  async #ask(contract: ComparableContract | undefined, digest: string, pact: JsonObject): Promise<ExampleOutcome> {
    if (this.#isClosed) throw new Error("the comparison was closed");
    const worker = this.#started();
    this.#lastId += 1;
    const id = this.#lastId;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<ExampleOutcome>((resolve, reject) => {
        this.#waiting = { id, resolve, reject };
        timer = setTimeout(() => {
          void this.#replace(`the comparison took longer than ${TIMEOUT_MS / 1000} seconds`);
        }, TIMEOUT_MS);
        worker.postMessage({ id, digest, contract, pact });
        this.#sent.add(digest);
      });
    } finally {
      clearTimeout(timer);
      this.#waiting = undefined;
      worker.unref();
    }
  }

  #started(): Worker {
    if (this.#worker === undefined) {
      const resourceLimits = { maxOldGenerationSizeMb: HEAP_MB };
      const worker = new Worker(new URL("./example-comparison.worker.js", import.meta.url), { resourceLimits });
      worker.on("message", (outcome: ExampleOutcome) => {
        if (this.#waiting?.id === outcome.id) this.#waiting.resolve(outcome);
      });
      worker.on("error", (error) => void this.#replace(error instanceof Error ? error.message : String(error), worker));
      worker.on("exit", () => void this.#replace("the thread of the comparison ended early", worker));
      this.#worker = worker;
    }
    this.#worker.ref();
    return this.#worker;
  }

  /** A thread that was replaced already says nothing about the one that runs now. */
  async #replace(reason: string, ended: Worker | undefined = this.#worker): Promise<void> {
    if (ended === undefined || ended !== this.#worker) return;
    this.#worker = undefined;
    this.#sent = new Set();
    this.#waiting?.reject(new Error(reason));
    await ended.terminate();
  }
}
