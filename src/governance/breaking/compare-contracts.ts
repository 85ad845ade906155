import type { ContractComparison } from "./change.js";
import { ContractComparer } from "./contract-comparer.js";
import type { ContractDocument, ContractFormat } from "./contract-document.js";
import type { BreakingProfile } from "./profile.js";
import type { RuleBook } from "./rule-book.js";
import { compareStructure } from "./structure/compare-structure.js";
import { judgeVersion } from "./structure/judge-version.js";
import type { Location, View } from "./view.js";

/** What two contracts are compared by. */
export interface ComparisonOptions {
  readonly rules: RuleBook;
  readonly profile: BreakingProfile;
  /** ISO date the comparison is made for; without it, rules about sunset dates are undecided. */
  readonly today?: string;
}

/** Compares two whole contracts; the rules about version numbers see what all others came to. */
export function compareContracts(
  base: ContractDocument,
  revision: ContractDocument,
  { rules, profile, today }: ComparisonOptions,
): ContractComparison {
  const comparer = new ContractComparer(base, revision, rules, profile, today);
  compareStructure(rules.all)(comparer);
  const { changes } = comparer.result();
  const hasBreaking = changes.some(({ severity }) => severity === "ERROR");
  judgeVersion(rules.all)(comparer, { hasBreaking, hasChanges: changes.length > 0 });
  return comparer.result();
}

/** How two bare schemas are looked at. */
export interface SchemaComparisonOptions extends ComparisonOptions {
  readonly view: View;
  /** `req-body` or `res-body`, after the view, unless given. */
  readonly location?: Location;
  /** `json-schema` unless given. */
  readonly format?: ContractFormat;
}

/** Compares two bare schemas, references inside them included. */
export function compareSchemas(base: unknown, revision: unknown, options: SchemaComparisonOptions): ContractComparison {
  const { view, location = view === "request" ? "req-body" : "res-body", format = "json-schema" } = options;
  const comparer = new ContractComparer(
    { format, root: base },
    { format, root: revision },
    options.rules,
    options.profile,
  );
  comparer.compareSchemas({ location, view, basePointer: "", revisionPointer: "", user: "schema" });
  return comparer.result();
}
