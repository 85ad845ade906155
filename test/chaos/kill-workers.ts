import { setTimeout as delay } from "node:timers/promises";
import { systemClock } from "../../src/kernel/clock.js";
import { SeededRandom } from "../../src/simulators/seeded-random.js";
import type { ChaosDatabase } from "./chaos-database.js";
import { CONFIRMATIONS_PER_ORDER, POSTINGS_PER_ORDER } from "./chaos-order.js";
import type { ChaosPlan } from "./chaos-plan.js";
import type { Victim, WorkerPool } from "./worker-pool.js";

/** One kill -9 and what it hit. */
export interface Kill {
  readonly number: number;
  readonly worker: number;
  readonly pid: number;
  /** Time of the database when the process was gone. */
  readonly at: Date;
  /** Reports applied and documents posted by then, of those the run has in the end. */
  readonly progressPct: number;
  readonly workflowsHeld: number;
  readonly postingsHeld: number;
  /** Orders stored and not in a terminal state. */
  readonly ordersOpen: number;
  /** Whether anybody was there to take over. */
  readonly wasAnotherUp: boolean;
  /** Until no workflow was in the name of the dead process any more; undefined when it never came to that. */
  takenOverAfterMs: number | undefined;
}

const POLL_INTERVAL_MS = 50;
const FIRST_KILL_PCT = 3;
const LAST_KILL_PCT = 85;
/** No kill shall come at the very moment a poll sees progress. */
const JITTER_MS_MAX = 300;

/** Kills workers at random points of a run, each while work is in flight. */
export class KillWorkers {
  readonly kills: Kill[] = [];
  readonly #random: SeededRandom;

  constructor(
    private readonly plan: ChaosPlan,
    private readonly database: ChaosDatabase,
    private readonly workers: WorkerPool,
    private readonly say: (line: string) => void,
  ) {
    this.#random = new SeededRandom(plan.seed ^ 0x5eed);
  }

  /** Ends after the last kill, or when the signal says that there is nothing left to kill in. */
  async run(signal: AbortSignal): Promise<void> {
    const points = Array.from({ length: this.plan.kills }, () => this.#between(FIRST_KILL_PCT, LAST_KILL_PCT));
    for (const point of points.toSorted((a, b) => a - b)) {
      const victim = await this.#awaitVictim(point, signal);
      if (victim === undefined) return;
      await this.#kill(victim);
    }
  }

  /** Kills this very worker once the run has come so far and every other worker is up. @param point percent of the run's progress */
  async killAt(point: number, worker: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const { victims } = this.workers;
      const victim = victims.find((candidate) => candidate.worker === worker);
      if (victim !== undefined && victims.length === this.plan.workers && (await this.progressPct()) >= point)
        return await this.#kill(victim);
      await delay(POLL_INTERVAL_MS);
    }
  }

  /** Follows the kills until the work of every dead process is in other hands. */
  async watchTakeovers(signal: AbortSignal): Promise<void> {
    const killedMs = new Map<Kill, number>();
    while (!signal.aborted) {
      for (const kill of this.kills.filter((candidate) => candidate.takenOverAfterMs === undefined)) {
        const startMs = killedMs.get(kill) ?? systemClock.monotonicMs();
        killedMs.set(kill, startMs);
        const { workflows } = await this.database.heldBy(kill.pid);
        if (workflows === 0) kill.takenOverAfterMs = systemClock.monotonicMs() - startMs;
      }
      await delay(POLL_INTERVAL_MS);
    }
  }

  async #awaitVictim(point: number, signal: AbortSignal): Promise<Victim | undefined> {
    while ((await this.progressPct()) < point) {
      if (signal.aborted) return undefined;
      await delay(POLL_INTERVAL_MS);
    }
    await delay(this.#between(0, JITTER_MS_MAX));
    while (!signal.aborted) {
      const { victims } = this.workers;
      const victim = victims[Math.floor(this.#random.next() * victims.length)];
      if (victim !== undefined) return victim;
      await delay(POLL_INTERVAL_MS);
    }
    return undefined;
  }

  async #kill(victim: Victim): Promise<void> {
    await this.workers.kill(victim);
    const wasAnotherUp = this.workers.victims.length > 0;
    const { workflows, postings, at } = await this.database.heldBy(victim.pid);
    const { orders, ordersTerminal } = await this.database.standing();
    const kill: Kill = {
      number: this.kills.length + 1,
      ...victim,
      at,
      progressPct: await this.progressPct(),
      workflowsHeld: workflows,
      postingsHeld: postings,
      ordersOpen: orders - ordersTerminal,
      wasAnotherUp,
      takenOverAfterMs: undefined,
    };
    this.kills.push(kill);
    this.say(
      `kill ${kill.number} of ${this.plan.kills}: worker ${kill.worker} at ${kill.progressPct.toFixed(0)} %, ` +
        `${kill.ordersOpen} orders open; it held ${workflows} workflows and ${postings} postings`,
    );
  }

  /** Reports applied and documents posted, of those the run has in the end. */
  async progressPct(): Promise<number> {
    const { postingsPosted, confirmationsApplied } = await this.database.standing();
    const total = this.plan.orders * (POSTINGS_PER_ORDER + CONFIRMATIONS_PER_ORDER);
    return (100 * (postingsPosted + confirmationsApplied)) / total;
  }

  #between(least: number, most: number): number {
    return least + this.#random.next() * (most - least);
  }
}
