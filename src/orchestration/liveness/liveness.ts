import { hostname } from "node:os";
import type { Logger } from "pino";
import { EnvironmentError } from "../../config/environment-error.js";
import type { EngineExecutor } from "../engine-port.js";
import type { ExecutorStore } from "./executor.store.js";
import { Heartbeat } from "./heartbeat.js";

export interface LivenessSettings {
  readonly databaseUrl: string;
  /** A worker silent for so long is taken for dead. */
  readonly executorTimeoutMs: number;
  /** The start fails when the first beat takes longer. */
  readonly firstBeatMsMax: number;
}

const BEAT_INTERVAL_MS_MAX = 500;
const ORPHAN_SWEEP_INTERVAL_MS = 30_000;

/**
 * Keeps the work of dead workers going (orchestration.md §7.4). Every worker beats, every worker watches the others,
 * and any of them may take a dead one's workflows over: taking over is one idempotent update, so no lock is held
 * that a frozen process could keep. A worker that cannot beat fences itself, since its peers now do its work.
 */
export class Liveness {
  readonly #heartbeat: Heartbeat;
  readonly #beatIntervalMs: number;
  #firstBeat: (() => void) | undefined;
  #missedReason = "its thread does not answer";
  #watch: NodeJS.Timeout | undefined;
  #sweep: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;

  constructor(
    private readonly settings: LivenessSettings,
    private readonly executors: ExecutorStore,
    private readonly engine: EngineExecutor,
    private readonly logger: Logger,
    /** What else a dead worker held. */
    private readonly releaseHoldings: (executorId: string) => Promise<number> = () => Promise.resolve(0),
  ) {
    this.#beatIntervalMs = Math.min(BEAT_INTERVAL_MS_MAX, Math.floor(settings.executorTimeoutMs / 4));
    this.#heartbeat = new Heartbeat(
      {
        databaseUrl: settings.databaseUrl,
        executorId: engine.executorId,
        host: hostname(),
        pid: process.pid,
        intervalMs: this.#beatIntervalMs,
        timeoutMs: settings.executorTimeoutMs,
      },
      {
        onBeating: () => this.#onBeating(),
        onSilent: () => this.#onSilent(),
        onMissed: (reason) => (this.#missedReason = reason),
      },
      logger,
    );
  }

  /**
   * Resolves after the first beat: before it, a peer's orphan sweep would take this worker's workflows for orphans.
   * @throws EnvironmentError when there is none in time
   */
  async begin(): Promise<void> {
    const first = Promise.withResolvers<void>();
    this.#firstBeat = first.resolve;
    const limit = setTimeout(() => first.reject(this.#noBeat()), this.settings.firstBeatMsMax);
    this.#heartbeat.start();
    try {
      await first.promise;
    } catch (error) {
      await this.#heartbeat.stop();
      throw error;
    } finally {
      clearTimeout(limit);
    }
  }

  /** Watches the peers; the engine is launched. */
  async watch(): Promise<void> {
    await this.#sweepOrphans();
    this.#watch = setInterval(() => this.#unlessBusy(() => this.#takeOverDead()), this.#beatIntervalMs);
    this.#sweep = setInterval(() => this.#unlessBusy(() => this.#sweepOrphans()), ORPHAN_SWEEP_INTERVAL_MS);
  }

  async stopWatching(): Promise<void> {
    clearInterval(this.#watch);
    clearInterval(this.#sweep);
    await this.#round;
  }

  /** The last act of a graceful stop: the engine has handed its workflows over. */
  async end(): Promise<void> {
    await this.#heartbeat.stop();
    await this.executors.deleteOwn(this.engine.executorId);
  }

  #noBeat(): EnvironmentError {
    const seconds = this.settings.firstBeatMsMax / 1000;
    return new EnvironmentError(
      `The heartbeat of this worker did not begin within ${seconds} s (${this.#missedReason}); ` +
        "see that the database takes one connection more than INTERLOCK_DATABASE_CONNECTIONS, and start again.",
    );
  }

  #onBeating(): void {
    if (this.#firstBeat === undefined)
      this.logger.warn({ event: "executor.unfenced", executorId: this.engine.executorId });
    this.#firstBeat?.();
    this.#firstBeat = undefined;
    this.engine.unfence();
  }

  #onSilent(): void {
    this.logger.error({ event: "executor.fenced", executorId: this.engine.executorId });
    this.engine.fence();
  }

  /** A round that takes longer than the interval does not pile up others behind it. */
  #unlessBusy(round: () => Promise<void>): void {
    this.#round ??= round()
      .catch((error: unknown) => this.logger.warn({ event: "executor.watch-failed", err: error }))
      .finally(() => (this.#round = undefined));
  }

  async #takeOverDead(): Promise<void> {
    const timeoutMs = this.settings.executorTimeoutMs;
    for (const id of await this.executors.selectDead(this.engine.executorId, timeoutMs)) {
      await this.#takeOver(id, "executor.dead");
      await this.executors.deleteDead(id, timeoutMs);
    }
  }

  async #sweepOrphans(): Promise<void> {
    // Open workflows are read before the known executors: a worker that joins in between is then known.
    const holders = await this.engine.executorsWithOpenWorkflows();
    const known = new Set(await this.executors.selectKnown());
    for (const id of holders.filter((holder) => !known.has(holder) && holder !== this.engine.executorId)) {
      await this.#takeOver(id, "executor.unknown");
    }
  }

  async #takeOver(id: string, event: string): Promise<void> {
    const workflows = await this.engine.takeOver(id);
    const postings = await this.releaseHoldings(id);
    this.logger.warn({ event, executorId: id, workflows, postings });
  }
}
