import type { Logger } from "pino";
import type { DuePostings, Lane } from "../delivery/public.js";
import type { Clock } from "../kernel/clock.js";
import type { UlidFactory } from "../kernel/ulid.js";
import { AdaptiveLoop } from "../platform/loops/adaptive-loop.js";
import type { EnginePort } from "./engine-port.js";
import { DRAINS_PER_DESTINATION_MAX } from "./workflows/drain-lane.js";

const BUSY_MS = 20;
const IDLE_MS = 200;
/** A lane stays due while it is being drained; asking the engine about it more often would tell nothing new. */
const RESTART_AFTER_MS = 250;
/** While lanes wait for their turn the whole backlog need not be looked through again and again. */
const LOOK_INTERVAL_MS = 100;
const DRAIN_LANE = "drain-lane@1";

/**
 * Starts a drain for every lane of the posting ledger in which something is due; at most one per lane in the cluster.
 * The engine guarantees that by the lane's key. Lanes whose key is in use are left out all the same: each refused
 * start would be an error in the log of the database.
 *
 * A destination gets only so many drains of this worker at once, since all destinations share one queue; the lane that
 * has waited longest for its turn is the next.
 */
export class LaneTicker {
  readonly #loop: AdaptiveLoop;
  readonly #askedAtMs = new Map<string, number>();
  /** When this worker last drained a lane; what is missing has never had a turn. */
  readonly #startedAtMs = new Map<string, number>();
  /** Open drains of this worker, by key. */
  readonly #open = new Map<string, Lane>();
  /** Lanes of the last look for which there was no room. */
  #waiting: readonly Lane[] = [];
  #lookedAtMs = Number.NEGATIVE_INFINITY;

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

  /** One round; true when a drain was started or waits for its turn. */
  async tick(): Promise<boolean> {
    const nowMs = this.clock.monotonicMs();
    this.#forgetBefore(nowMs - RESTART_AFTER_MS);
    const lanes = await this.#dueLanes(nowMs);
    const unasked = lanes.filter((lane) => !this.#askedAtMs.has(keyOf(lane)));
    if (unasked.length === 0) return false;
    const keysInUse = await this.engine.keysInUse(DRAIN_LANE);
    this.#forgetEnded(keysInUse);
    const idle = unasked.filter((lane) => !keysInUse.has(keyOf(lane)));
    const inTurn = this.#inTurn(idle);
    this.#waiting = idle.filter((lane) => !inTurn.includes(lane));
    for (const lane of unasked) if (!idle.includes(lane)) this.#askedAtMs.set(keyOf(lane), nowMs);
    for (const lane of inTurn) {
      this.#askedAtMs.set(keyOf(lane), nowMs);
      this.#startedAtMs.set(keyOf(lane), nowMs);
    }
    await Promise.all(inTurn.map((lane) => this.#drain(lane)));
    return idle.length > 0;
  }

  async #dueLanes(nowMs: number): Promise<readonly Lane[]> {
    if (this.#waiting.length > 0 && nowMs - this.#lookedAtMs < LOOK_INTERVAL_MS) return this.#waiting;
    this.#lookedAtMs = nowMs;
    return await this.due.lanesWithDueWork();
  }

  /** As many lanes of each destination as it has room for. */
  #inTurn(idle: readonly Lane[]): Lane[] {
    const counts = new Map<string, number>();
    for (const { destination } of this.#open.values()) counts.set(destination, (counts.get(destination) ?? 0) + 1);
    const startedAtMs = (lane: Lane): number => this.#startedAtMs.get(keyOf(lane)) ?? Number.NEGATIVE_INFINITY;
    return idle
      .toSorted((one, other) => Math.sign(startedAtMs(one) - startedAtMs(other)) || 0)
      .filter(({ destination }) => {
        const count = counts.get(destination) ?? 0;
        if (count >= DRAINS_PER_DESTINATION_MAX) return false;
        counts.set(destination, count + 1);
        return true;
      });
  }

  async #drain(lane: Lane): Promise<void> {
    const key = keyOf(lane);
    const input = { destination: lane.destination, lane: lane.lane };
    await this.engine.start(DRAIN_LANE, `drain-lane:${key}:${this.ids.next()}`, input, { deduplicationKey: key });
    this.#open.set(key, lane);
  }

  #forgetEnded(keysInUse: ReadonlySet<string>): void {
    for (const key of this.#open.keys()) if (!keysInUse.has(key)) this.#open.delete(key);
  }

  #forgetBefore(limitMs: number): void {
    for (const [key, askedAtMs] of this.#askedAtMs) {
      if (askedAtMs < limitMs) this.#askedAtMs.delete(key);
    }
  }
}

const keyOf = ({ destination, lane }: Lane): string => `${destination}/${lane}`;
