import type { Logger } from "pino";

export interface AdaptiveLoopSettings {
  /** Names the loop in the log. */
  readonly name: string;
  /** Pause after a round that found work. */
  readonly busyMs: number;
  /** Longest pause; each round without work doubles the pause up to it. */
  readonly idleMs: number;
}

/** Runs a polling round again and again: quickly while there is work, slowly while there is none. */
export class AdaptiveLoop {
  #isRunning = false;
  #isNudged = false;
  #wake: (() => void) | undefined;
  #ended: Promise<void> = Promise.resolve();

  /** @param round one round; true when it found work */
  constructor(
    private readonly settings: AdaptiveLoopSettings,
    private readonly round: () => Promise<boolean>,
    private readonly logger: Logger,
  ) {}

  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#ended = this.#run();
  }

  /** Resolves when the round in progress has ended. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    this.nudge();
    await this.#ended;
  }

  /** There is work: ends the present pause, or skips the next one when a round is in progress. */
  nudge(): void {
    this.#isNudged = true;
    this.#wake?.();
  }

  async #run(): Promise<void> {
    let pauseMs = this.settings.busyMs;
    while (this.#isRunning) {
      this.#isNudged = false;
      pauseMs = (await this.#foundWork()) ? this.settings.busyMs : Math.min(pauseMs * 2, this.settings.idleMs);
      if (this.#isRunning && !this.#isNudged) await this.#pause(pauseMs);
    }
  }

  async #foundWork(): Promise<boolean> {
    try {
      return await this.round();
    } catch (error) {
      this.logger.error({ event: "loop.round-failed", err: error, loop: this.settings.name });
      return false;
    }
  }

  #pause(pauseMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
