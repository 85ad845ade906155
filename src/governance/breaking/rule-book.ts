import { compareText } from "./compare-text.js";
import type { AnyBreakingRule } from "./rule.js";

/** The rules of one comparison by id. */
export class RuleBook {
  readonly #rules: ReadonlyMap<string, AnyBreakingRule>;

  /** @throws Error when two rules have the same id. */
  constructor(rules: readonly AnyBreakingRule[]) {
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
    if (this.#rules.size !== rules.length) throw new Error("two breaking-change rules have the same id");
  }

  get all(): readonly AnyBreakingRule[] {
    return [...this.#rules.values()].toSorted((a, b) => compareText(a.id, b.id));
  }

  /** @throws Error when no rule judges such facts: a fact must never vanish for want of a rule. */
  rule(id: string): AnyBreakingRule {
    const rule = this.#rules.get(id);
    if (rule === undefined) throw new Error(`no breaking-change rule judges facts of "${id}"`);
    return rule;
  }
}
