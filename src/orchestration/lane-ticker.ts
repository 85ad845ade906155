import type { Logger } from "pino";
import type { DuePostings, Lane } from "../delivery/public.js";
import type { Clock } from "../kernel/clock.js";
import type { UlidFactory } from "../kernel/ulid.js";
import { AdaptiveLoop } from "./adaptive-loop.js";
import type { EnginePort } from "./engine-port.js";

const LANES_PER_ROUND_MAX = 256;
const BUSY_MS = 20;
const IDLE_MS = 200;
/** A lane stays due while it is being drained; asking the engine about it more often would only be refused more often. */
const RESTART_AFTER_MS = 250;

/** Starts a drain for every lane of the posting ledger in which something is due; at most one per lane in the cluster. */
export class LaneTicker {
  readonly #loop: AdaptiveLoop;
  readonly #startedAtMs = new Map<string, number>();

  constructor(
    private readonly due: DuePostings,
    private readonly engine: EnginePort,
    private readonly ids: UlidFactory,
    private readonly clock: Clock,
    logger: Logger,
  ) {
    const settings = { name: "lane-ticker", busyMs: BUSY_MS, idleMs: IDLE_MS };
    this.#loop = new AdaptiveLoop(settings, () => this.tick(), logger);
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** Postings were written in this process. */
  nudge(): void {
    this.#loop.nudge();
  }

  /** One round; true when a drain was started. */
  async tick(): Promise<boolean> {
    const nowMs = this.clock.monotonicMs();
    this.#forgetBefore(nowMs - RESTART_AFTER_MS);
    const lanes = await this.due.lanesWithDueWork(LANES_PER_ROUND_MAX);
    const started = await Promise.all(lanes.map((lane) => this.#drain(lane, nowMs)));
    return started.includes(true);
  }

  async #drain({ destination, lane }: Lane, nowMs: number): Promise<boolean> {
    const key = `${destination}/${lane}`;
    if (this.#startedAtMs.has(key)) return false;
    this.#startedAtMs.set(key, nowMs);
    const workflowId = `drain-lane:${key}:${this.ids.next()}`;
    await this.engine.start("drain-lane@1", workflowId, { destination, lane }, { deduplicationKey: key });
    return true;
  }

  #forgetBefore(limitMs: number): void {
    for (const [key, startedAtMs] of this.#startedAtMs) {
      if (startedAtMs < limitMs) this.#startedAtMs.delete(key);
    }
  }
}
