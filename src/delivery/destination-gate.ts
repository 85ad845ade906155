import {
  BrokenCircuitError,
  bulkhead,
  type BulkheadPolicy,
  circuitBreaker,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  handleWhenResult,
} from "cockatiel";
import type { Clock } from "../kernel/clock.js";
import type { StepResult } from "./posting-step.js";

/** Outages in a row after which nothing more is sent to a destination. */
const BREAK_AFTER = 5;

/** Time until an open breaker asks the destination whether it is back. */
export const BREAK_MS = 5_000;

/** The one way to a destination from this process: so many at a time, and none while it is down. */
export class DestinationGate {
  readonly #bulkhead: BulkheadPolicy;
  readonly #breaker: CircuitBreakerPolicy;
  #closedUntilMs = 0;

  constructor(
    readonly maxParallel: number,
    private readonly clock: Clock,
    breakMs: number = BREAK_MS,
  ) {
    this.#bulkhead = bulkhead(maxParallel, Number.POSITIVE_INFINITY);
    const isOutage = (result: unknown): boolean => (result as StepResult).isOutage;
    const breaker = new ConsecutiveBreaker(BREAK_AFTER);
    this.#breaker = circuitBreaker(handleWhenResult(isOutage), { halfOpenAfter: breakMs, breaker });
    this.#breaker.onBreak(() => (this.#closedUntilMs = clock.monotonicMs() + breakMs));
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
    return await this.#bulkhead.execute(() => this.#run(step));
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

  /** @param maxParallel of the plant's profile; a changed number makes a new gate. */
  gate(destination: string, maxParallel: number): DestinationGate {
    const known = this.#gates.get(destination);
    if (known?.maxParallel === maxParallel) return known;
    const gate = new DestinationGate(maxParallel, this.clock, this.breakMs);
    this.#gates.set(destination, gate);
    return gate;
  }

  /** Destinations whose lanes are not worth a look now. */
  closedForNow(): string[] {
    return [...this.#gates].filter(([, gate]) => gate.isClosedForNow).map(([destination]) => destination);
  }
}
