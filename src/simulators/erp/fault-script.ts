/** Part of the ERP simulator: faults on demand, repeatable by their seed. */
import { SeededRandom } from "../seeded-random.js";

/**
 * 503, lock and closed-period refuse; reset cuts the connection before anything is done; answer-lost-after-commit cuts
 * it afterwards; slow holds the answer of a committed document; late-commit holds the work itself, so that the document
 * appears after the caller has given up.
 */
export type Fault = "503" | "lock" | "closed-period" | "answer-lost-after-commit" | "slow" | "late-commit" | "reset";

export interface FaultRule {
  readonly match?: {
    /** Kind of document, or READ for look-ups and probes; every document when absent. */
    readonly kind?: string;
    readonly orderNumber?: string;
    /** Only the n-th matching request, counted from 1. */
    readonly nth?: number;
    /** From 0 to 1. */
    readonly probability?: number;
  };
  readonly fault: Fault;
  /** How often the rule strikes; without limit when absent. */
  readonly times?: number;
  /** How long slow and late-commit wait. */
  readonly delayMs?: number;
}

interface RuleState {
  readonly rule: FaultRule;
  seen: number;
  struck: number;
}

export class FaultScript {
  #rules: RuleState[] = [];
  #random = new SeededRandom(1);

  replace(rules: readonly FaultRule[], seed: number): void {
    this.#rules = rules.map((rule) => ({ rule, seen: 0, struck: 0 }));
    this.#random = new SeededRandom(seed);
  }

  /** The first rule that strikes this request. */
  strike(kind: string, orderNumber: string): FaultRule | undefined {
    for (const state of this.#rules) {
      if (!isAbout(state.rule, kind, orderNumber)) continue;
      state.seen++;
      if (!this.#strikes(state)) continue;
      state.struck++;
      return state.rule;
    }
    return undefined;
  }

  /** How often each rule has struck, in the order of the script. */
  get struck(): readonly number[] {
    return this.#rules.map((state) => state.struck);
  }

  #strikes({ rule, seen, struck }: RuleState): boolean {
    if (rule.times !== undefined && struck >= rule.times) return false;
    if (rule.match?.nth !== undefined && seen !== rule.match.nth) return false;
    return rule.match?.probability === undefined || this.#random.next() < rule.match.probability;
  }
}

function isAbout({ match }: FaultRule, kind: string, orderNumber: string): boolean {
  if (match?.kind === undefined ? kind === "READ" : match.kind !== kind) return false;
  return match?.orderNumber === undefined || match.orderNumber === orderNumber;
}
