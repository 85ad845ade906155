import type { LintJobResult } from "./lint-job.js";
import type { LintedContract, LintFinding } from "./lint-report.js";
import type { ContractFamily, LintRule } from "./lint-rule.js";
import type { LintRuleset } from "./lint-ruleset.js";

/**
 * A finding for every rule that should have judged a contract and did not: one that broke, and one that the answer of
 * the sandbox does not even name. Silence is never a pass.
 */
export function rulesNotRun(result: LintJobResult, ruleset: LintRuleset): LintFinding[] {
  const broken = result.rules
    .filter(({ status }) => status === "failed" || status === "not-run")
    .map(({ rule, contract, reason }) => notRun(rule, contract, reason ?? "no reason is known"));
  const named = new Set(result.rules.map(({ rule, contract }) => `${rule} ${contract}`));
  const silent = result.contracts
    .filter(({ digest }) => digest !== undefined)
    .flatMap((contract) =>
      expectedRules(contract, ruleset)
        .filter(({ id }) => !named.has(`${id} ${contract.entry}`))
        .map(({ id }) => notRun(id, contract.entry, "the sandbox did not name it")),
    );
  return [...broken, ...silent];
}

function expectedRules({ format }: LintedContract, { rules, profile }: LintRuleset): readonly LintRule[] {
  if (!profile.include.includes("interlock")) return [];
  const family: ContractFamily = format?.startsWith("asyncapi") === true ? "asyncapi" : "openapi";
  return rules.filter((rule) => rule.scope === "project" || rule.on.includes(family));
}

function notRun(rule: string, contract: string, reason: string): LintFinding {
  return {
    code: "RULE_NOT_RUN",
    severity: "ERROR",
    check: "lint",
    message: `The rule ${rule} did not run: ${reason.slice(0, 300)}.`,
    fix: "Mend the rule, or turn it off in the profile with a reason; an unjudged contract never passes.",
    pointer: "",
    contract,
    file: contract,
    line: 1,
    column: 1,
  };
}
