import type { Change, ContractComparison } from "./change.js";
import { compareText } from "./compare-text.js";
import type { BreakingProfile } from "./profile.js";
import type { RuleBook } from "./rule-book.js";

const SEVERITY_ORDER = { ERROR: 0, WARN: 1, INFO: 2 } as const;

/** Sorts the changes, worst first, counts them and gives the verdict on the whole pair. */
export function summarise(profile: BreakingProfile, rules: RuleBook, changes: readonly Change[]): ContractComparison {
  const blocking = changes.filter(({ severity }) => severity === "ERROR");
  const breaking = blocking.filter(({ verdict }) => verdict === "breaking").length;
  const undecided = changes.filter(({ verdict }) => verdict === "undecided").length;
  const warnings = changes.filter(({ severity, verdict }) => severity === "WARN" && verdict !== "undecided").length;
  const hasOpen = blocking.some(({ verdict }) => verdict === "undecided");
  return {
    profile: profile.name,
    verdict: breaking > 0 ? "breaking" : hasOpen ? "undecided" : "compatible",
    changes: changes.toSorted(compareChanges),
    counts: { breaking, undecided, warnings, compatible: changes.length - breaking - undecided - warnings },
    rulesRun: rules.all.map(({ id }) => ({ rule: id, facts: changes.filter(({ rule }) => rule === id).length })),
  };
}

function compareChanges(left: Change, right: Change): number {
  return (
    SEVERITY_ORDER[left.severity] - SEVERITY_ORDER[right.severity] ||
    compareText(left.ruleId, right.ruleId) ||
    compareText(left.fact.base.pointer, right.fact.base.pointer) ||
    compareText(left.fact.revision.pointer, right.fact.revision.pointer) ||
    compareText(left.fingerprint, right.fingerprint)
  );
}
