import {
  BrokenCircuitError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  handleWhenResult,
} from "cockatiel";
import type { Clock } from "../kernel/clock.js";
import { ParallelLimit } from "./parallel-limit.js";
import type { StepResult } from "./posting-step.js";

/** Outages in a row after which nothing more is sent to a destination. */
const BREAK_AFTER = 5;

/** Time until an open breaker asks the destination whether it is back. */
export const BREAK_MS = 5_000;

/** The one way to a destination from this process: so many at a time, and none while it is down. */
export class DestinationGate {
  readonly #limit = new ParallelLimit(0);
  readonly #maxByPlant = new Map<string, number>();
  readonly #breaker: CircuitBreakerPolicy;
  #closedUntilMs = 0;

  constructor(
    private readonly clock: Clock,
    breakMs: number = BREAK_MS,
  ) {
    const isOutage = (result: unknown): boolean => (result as StepResult).isOutage;
    const breaker = new ConsecutiveBreaker(BREAK_AFTER);
    this.#breaker = circuitBreaker(handleWhenResult(isOutage), { halfOpenAfter: breakMs, breaker });
    this.#breaker.onBreak(() => (this.#closedUntilMs = clock.monotonicMs() + breakMs));
  }

  /** The plants of one destination may differ in what they expect of it; the most careful of them is right. */
  limitFor(plantCode: string, maxParallel: number): void {
    if (this.#maxByPlant.get(plantCode) === maxParallel) return;
    this.#maxByPlant.set(plantCode, maxParallel);
    this.#limit.resize(Math.min(...this.#maxByPlant.values()));
  }

  /** True while it is pointless to ask the destination again. */
  get isClosedForNow(): boolean {
    return this.#breaker.state !== CircuitState.Closed && this.clock.monotonicMs() < this.#closedUntilMs;
  }

  /**
   * True when postings may go. After a break one liveness probe decides, so that no posting spends an attempt on a
   * destination that is still down.
   */
  async admits(probe: () => Promise<boolean>): Promise<boolean> {
    if (this.#breaker.state === CircuitState.Closed) return true;
    if (this.isClosedForNow) return false;
    const result = await this.#run(async () => ({ hasMoved: false, isOutage: !(await probe()) }));
    return result?.isOutage === false;
  }

  /** Runs a step when there is room; undefined when the breaker opened meanwhile and the step has not begun. */
  async run(step: () => Promise<StepResult>): Promise<StepResult | undefined> {
    return await this.#limit.run(() => this.#run(step));
  }

  async #run(step: () => Promise<StepResult>): Promise<StepResult | undefined> {
    try {
      return await this.#breaker.execute(step);
    } catch (error) {
      if (error instanceof BrokenCircuitError) return undefined;
      throw error;
    }
  }
}

/** The gates of all destinations of this process. */
export class DestinationGates {
  readonly #gates = new Map<string, DestinationGate>();

  constructor(
    private readonly clock: Clock,
    private readonly breakMs: number = BREAK_MS,
  ) {}

  /** @param maxParallel of the plant's profile in force */
  gate(destination: string, plantCode: string, maxParallel: number): DestinationGate {
    const gate = this.#gates.get(destination) ?? new DestinationGate(this.clock, this.breakMs);
    this.#gates.set(destination, gate);
    gate.limitFor(plantCode, maxParallel);
    return gate;
  }

  /** Destinations whose lanes are not worth a look now. */
  closedForNow(): string[] {
    return [...this.#gates].filter(([, gate]) => gate.isClosedForNow).map(([destination]) => destination);
  }
}
