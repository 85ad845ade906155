import type { Logger } from "pino";
import type { DuePostings, Lane } from "../delivery/public.js";
import type { Clock } from "../kernel/clock.js";
import type { UlidFactory } from "../kernel/ulid.js";
import { AdaptiveLoop } from "./adaptive-loop.js";
import type { EnginePort } from "./engine-port.js";

const LANES_PER_ROUND_MAX = 256;
const BUSY_MS = 20;
const IDLE_MS = 200;
/** A lane stays due while it is being drained; asking the engine about it more often would tell nothing new. */
const RESTART_AFTER_MS = 250;
const DRAIN_LANE = "drain-lane@1";

/**
 * Starts a drain for every lane of the posting ledger in which something is due; at most one per lane in the cluster.
 * The engine guarantees that by the lane's key. Lanes whose key is in use are left out all the same: each refused
 * start would be an error in the log of the database.
 */
export class LaneTicker {
  readonly #loop: AdaptiveLoop;
  readonly #askedAtMs = new Map<string, number>();

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
    const unasked = lanes.filter((lane) => !this.#askedAtMs.has(keyOf(lane)));
    if (unasked.length === 0) return false;
    for (const lane of unasked) this.#askedAtMs.set(keyOf(lane), nowMs);
    const keysInUse = await this.engine.keysInUse(DRAIN_LANE);
    const idle = unasked.filter((lane) => !keysInUse.has(keyOf(lane)));
    await Promise.all(idle.map((lane) => this.#drain(lane)));
    return idle.length > 0;
  }

  async #drain(lane: Lane): Promise<void> {
    const key = keyOf(lane);
    const input = { destination: lane.destination, lane: lane.lane };
    await this.engine.start(DRAIN_LANE, `drain-lane:${key}:${this.ids.next()}`, input, { deduplicationKey: key });
  }

  #forgetBefore(limitMs: number): void {
    for (const [key, askedAtMs] of this.#askedAtMs) {
      if (askedAtMs < limitMs) this.#askedAtMs.delete(key);
    }
  }
}

const keyOf = ({ destination, lane }: Lane): string => `${destination}/${lane}`;
