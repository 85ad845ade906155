import type { RuleDefinition, RulesetDefinition } from "@stoplight/spectral-core";
import { packageRules } from "./package-rules.js";
import type { LintProfile } from "./lint-profile.js";
import type { ContractFamily, DocumentRule, LintRule, LintSeverity } from "./lint-rule.js";
import type { RuleFunction } from "./rule-function.js";
import { RuleProbe } from "./rule-probe.js";

/** What Spectral runs, one watch per rule, and the rules that are off with the reason. */
export interface CompiledRules {
  readonly definition: RulesetDefinition;
  readonly probes: ReadonlyMap<string, RuleProbe>;
  readonly off: ReadonlyMap<string, string>;
}

/** Rules of a profile for one family of contracts, as one ruleset. */
export function compileRules(
  rules: readonly LintRule[],
  functions: ReadonlyMap<string, RuleFunction>,
  profile: LintProfile,
  family: ContractFamily,
): CompiledRules {
  const compiler = new RuleCompiler(functions, profile);
  const own = rules.filter((rule) => rule.scope === "document");
  const ours = profile.include.includes("interlock") ? own.filter((rule) => rule.on.includes(family)) : [];
  const extended = packageRules(family, profile.include).map((ruleset) => ({
    ...ruleset,
    rules: compiler.packaged(ruleset.rules),
  }));
  const definition = { extends: extended, rules: compiler.own(ours) } as RulesetDefinition;
  return { definition, probes: compiler.probes, off: compiler.off };
}

class RuleCompiler {
  readonly probes = new Map<string, RuleProbe>();
  readonly off = new Map<string, string>();

  constructor(
    private readonly functions: ReadonlyMap<string, RuleFunction>,
    private readonly profile: LintProfile,
  ) {}

  own(rules: readonly DocumentRule[]): Record<string, RuleDefinition> {
    const on = rules.filter((rule) => this.#isOn(rule.id, rule.severity, "off in its file"));
    return Object.fromEntries(on.map((rule) => [rule.id, this.#ownRule(rule)]));
  }

  /** Rules of a package, each with our watch around its functions and the severity of the profile. */
  packaged(rules: Readonly<Record<string, RuleDefinition>>): Record<string, RuleDefinition> {
    const on = Object.entries(rules).filter(([id, rule]) =>
      this.#isOn(id, rule.recommended === false ? "off" : "warn", "off by default in its package"),
    );
    return Object.fromEntries(on.map(([id, rule]) => [id, this.#watched(id, rule)]));
  }

  #isOn(id: string, severity: LintSeverity, reason: string): boolean {
    const chosen = this.profile.severities[id];
    if ((chosen?.severity ?? severity) !== "off") return true;
    this.off.set(id, chosen?.reason ?? reason);
    return false;
  }

  #ownRule(rule: DocumentRule): RuleDefinition {
    const judges = rule.judges.map((part) => ({ ...part, function: this.#functionOf(rule.id, part.function) }));
    return this.#watched(rule.id, {
      given: [...rule.given],
      // oxlint-disable-next-line unicorn/no-thenable -- Spectral's name for it; nobody awaits a rule
      then: judges,
      severity: rule.severity,
      message: "{{error}}",
      description: rule.title,
      resolved: rule.resolved,
    });
  }

  #functionOf(rule: string, name: string): RuleFunction {
    const found = this.functions.get(name);
    if (found === undefined) throw new Error(`${rule}: there is no function ${name}`);
    return found;
  }

  #watched(id: string, rule: RuleDefinition): RuleDefinition {
    const probe = new RuleProbe();
    this.probes.set(id, probe);
    const parts = Array.isArray(rule.then) ? rule.then : [rule.then];
    const judges = parts.map((part, index) => {
      // Spectral's type of a function knows its own options only; ours takes those of any function.
      const judge: unknown = part.function;
      const watched: unknown = probe.watch(index, judge as RuleFunction);
      return { ...part, function: watched as typeof part.function };
    });
    const severity = this.profile.severities[id]?.severity ?? rule.severity ?? "warn";
    // oxlint-disable-next-line unicorn/no-thenable -- Spectral's name for it; nobody awaits a rule
    return { ...rule, then: judges, severity, recommended: true };
  }
}
