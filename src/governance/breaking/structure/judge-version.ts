import type { ComparisonSession } from "../comparison-session.js";
import type { AnyBreakingRule } from "../rule.js";
import { Cursor } from "./cursor.js";
import { isStructuralRule } from "./structural-rule.js";
import { groupByKind, StructureWalk } from "./structure-walk.js";

/** What all other rules came to. */
export interface ComparisonOutcome {
  /** A change of severity ERROR exists. */
  readonly hasBreaking: boolean;
  /** Anything at all changed. */
  readonly hasChanges: boolean;
}

/** Shows the two version numbers to the rules about them, once everything else is judged. */
export function judgeVersion(
  rules: readonly AnyBreakingRule[],
): (session: ComparisonSession, outcome: ComparisonOutcome) => void {
  const checks = groupByKind(rules.filter(isStructuralRule));
  return (session, outcome) => {
    const base = Cursor.ofRoot(session.base.root).at("info");
    const revision = Cursor.ofRoot(session.revision.root).at("info");
    new StructureWalk(session, checks).see("version", { name: "info.version", base, revision, ...outcome }, "request");
  };
}
