import { DBOSExecutor } from "@dbos-inc/dbos-sdk/internal/dbos-executor";
import { wfQueueRunner } from "@dbos-inc/dbos-sdk/internal/wfqueue";

/**
 * Stops and restarts the taking of queued workflows in this process. The engine has no public switch for one process
 * (a queue's concurrency holds for all), so this uses its internal runner; the pinned version and the conformance
 * suite guard it.
 */
export class QueueDispatch {
  #restarted: Promise<void> | undefined;
  #isStopped = false;

  constructor(private readonly queues: readonly string[]) {}

  stop(): void {
    this.#isStopped = true;
    wfQueueRunner.stop();
  }

  /** @param onError told when the restarted loop breaks */
  restart(onError: (error: unknown) => void): void {
    const executor = DBOSExecutor.globalInstance;
    if (!this.#isStopped || executor === undefined) return;
    this.#isStopped = false;
    const previous = this.#restarted ?? Promise.resolve();
    this.#restarted = previous.then(() => wfQueueRunner.dispatchLoop(executor, [...this.queues])).catch(onError);
  }

  /** Resolves when a loop that was restarted here has ended. */
  async ended(): Promise<void> {
    await this.#restarted;
  }
}
