import { systemClock } from "../../kernel/clock.js";
import { runPhase } from "../progress.js";
import { RunningParts } from "./running-parts.js";
import type { StartedDatabase } from "./start-database.js";
import { Stopped, StopRequest } from "./stop-request.js";

/** A start in phases. Each phase may turn out to be the last, because a stop can be requested at any time. */
export class StartSequence {
  readonly #parts = new RunningParts();
  readonly #startMs = systemClock.monotonicMs();
  #database: StartedDatabase | undefined;
  readonly #stop = new StopRequest(() => this.#database?.stopNow());

  /** Runs a start and whatever it waits for, then stops every part, however it ended. */
  static async run(start: (sequence: StartSequence) => Promise<void>): Promise<void> {
    const sequence = new StartSequence();
    try {
      await start(sequence);
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
    } finally {
      await sequence.#parts.stopAll();
    }
  }

  get elapsedSeconds(): string {
    return ((systemClock.monotonicMs() - this.#startMs) / 1000).toFixed(1);
  }

  /** @throws Stopped instead of starting the work when a stop was requested. */
  async phase<T>(name: string, work: () => Promise<T>): Promise<T> {
    this.#stop.check();
    return await runPhase(name, systemClock, work);
  }

  /** Starts a part that is stopped at the end, before those that were started earlier. */
  async part<T extends { stop(): Promise<void> }>(name: string, start: () => Promise<T>): Promise<T> {
    const part = await this.phase(`starting the ${name}`, start);
    this.#parts.add(`The ${name}`, () => part.stop());
    return part;
  }

  /** The database; a second Ctrl-C ends it without waiting for anything. */
  async database(start: () => Promise<StartedDatabase>): Promise<StartedDatabase> {
    this.#database = await this.part("database", start);
    return this.#database;
  }

  async untilStopped(): Promise<void> {
    this.#stop.check();
    await this.#stop.wait();
  }
}
