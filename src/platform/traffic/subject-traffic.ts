import type { Clock } from "../../kernel/clock.js";
import { Budget, type TrafficRefusal } from "./budget.js";
import { rateLimitPolicy } from "./rate-limit-fields.js";
import type { TokenSource } from "./token-source.js";
import type { TrafficLimit } from "./traffic-limit.js";

/** All budgets of one client or one plant. */
export class SubjectTraffic {
  readonly budgets: readonly Budget[];
  /** Value of RateLimit-Policy. */
  readonly policy: string;

  constructor(key: string, limits: readonly TrafficLimit[], source: TokenSource, clock: Clock) {
    this.budgets = limits.map((limit) => new Budget(`${key}/${limit.name}`, limit, source, clock));
    this.policy = rateLimitPolicy(limits);
  }

  /** When one of them was last asked; long ago for a subject without limits, which holds nothing. */
  get usedMs(): number {
    return Math.max(...this.budgets.map(({ usedMs }) => usedMs));
  }

  /** Admits one request when every budget does, without waiting where each holds tokens. */
  take(): TrafficRefusal | undefined | Promise<TrafficRefusal | undefined> {
    return this.#takeFrom(0);
  }

  async release(isEnding: boolean): Promise<void> {
    for (const budget of this.budgets) await budget.release(isEnding);
  }

  #takeFrom(start: number): TrafficRefusal | undefined | Promise<TrafficRefusal | undefined> {
    for (let index = start; index < this.budgets.length; index++) {
      const refusal = this.budgets[index]?.take();
      if (refusal === undefined) continue;
      if (refusal instanceof Promise) return this.#continue(refusal, index);
      return this.#refuse(refusal, index);
    }
    return undefined;
  }

  async #continue(pending: Promise<TrafficRefusal | undefined>, index: number): Promise<TrafficRefusal | undefined> {
    const refusal = await pending;
    return refusal === undefined ? await this.#takeFrom(index + 1) : this.#refuse(refusal, index);
  }

  /** A request that is not admitted costs the other limits nothing. */
  #refuse(refusal: TrafficRefusal, index: number): TrafficRefusal {
    for (const budget of this.budgets.slice(0, index)) budget.giveBack();
    return refusal;
  }
}
