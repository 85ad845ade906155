import type { RuleFunction } from "./rule-function.js";

/** Watches one rule while it runs: how many places it judged, and whether it broke. */
export class RuleProbe {
  readonly #nodes: number[] = [];
  failure: string | undefined;

  /** The largest count among the parts of the rule, since each part is asked for every place. */
  get nodes(): number {
    return Math.max(0, ...this.#nodes);
  }

  /**
   * A function that counts and that turns an exception into a failure of the rule, so that one broken rule neither
   * passes nor takes the others with it. The proxy keeps what Spectral reads from a function, such as its validator.
   */
  watch<T extends RuleFunction>(part: number, judge: T): T {
    return new Proxy(judge, {
      apply: (target, self, [value, options, context]: Parameters<RuleFunction>) =>
        this.#call(part, () => Reflect.apply(target, self, [value, options, context])),
    });
  }

  #call(part: number, judge: () => ReturnType<RuleFunction>): ReturnType<RuleFunction> {
    try {
      const judgement = judge();
      this.#nodes[part] = (this.#nodes[part] ?? 0) + (judgement?.judged ?? 1);
      return judgement;
    } catch (error) {
      this.failure ??= error instanceof Error ? error.message : String(error);
      return [];
    }
  }
}
