import type { FindingSeverity } from "../../kernel/finding.js";
import type { ChangeVerdict } from "./change.js";
import type { Fact } from "./fact.js";
import type { BreakingProfile } from "./profile.js";
import type { AnyBreakingRule } from "./rule.js";
import type { RuleBook } from "./rule-book.js";
import { severityOf } from "./severity.js";
import type { Location, View } from "./view.js";

/** What a fact means under a profile. */
export interface Judgement {
  readonly ruleId: string;
  readonly rule: AnyBreakingRule;
  readonly severity: FindingSeverity;
  readonly verdict: ChangeVerdict;
}

/** Turns facts into judgements by the rules' tables and the profile's own severities. */
export class Judge {
  constructor(
    private readonly rules: RuleBook,
    readonly profile: BreakingProfile,
  ) {}

  judge(fact: Fact, view: View, location: Location | undefined): Judgement {
    const rule = this.rules.rule(fact.rule);
    const ruleId = rule.area === "schema" ? `${location ?? "schema"}.${rule.id}.${fact.change}` : rule.id;
    const decided = this.#decidedSeverity(rule, location, fact, view);
    const isOpen = fact.kind === "undecided" && decided === "ERROR";
    const severity = isOpen ? this.profile.undecided : decided;
    return { ruleId, rule, severity, verdict: verdictOf(fact, decided) };
  }

  #decidedSeverity(rule: AnyBreakingRule, location: Location | undefined, fact: Fact, view: View): FindingSeverity {
    const own = this.#override(rule, location, fact) ?? severityOf(rule.severity[this.profile.severities], fact, view);
    if (own === undefined) throw new Error(`rule "${rule.id}" has no severity for the change "${fact.change}"`);
    return own;
  }

  /** The narrowest id wins: the manner before the change, one location before all. */
  #override({ id }: AnyBreakingRule, location: Location | undefined, fact: Fact): FindingSeverity | undefined {
    const { overrides } = this.profile;
    if (overrides === undefined) return undefined;
    const names = [...(fact.manner === undefined ? [] : [fact.manner]), fact.change];
    const ids = names.flatMap((name) => [`${location ?? "schema"}.${id}.${name}`, `${id}.${name}`]);
    const found = [...ids, id].find((candidate) => overrides[candidate] !== undefined);
    return found === undefined ? undefined : overrides[found];
  }
}

/** A doubt about something that would not matter if it were certain does not matter either. */
function verdictOf({ kind }: Fact, severity: FindingSeverity): ChangeVerdict {
  if (severity !== "ERROR") return "compatible";
  return kind === "undecided" ? "undecided" : "breaking";
}
