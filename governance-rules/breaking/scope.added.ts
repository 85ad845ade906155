import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  differsInScopesOnly,
  isSatisfiedBy,
} from "../../src/governance/breaking/structure/openapi/security-requirements.js";
import { type Difference, defineStructuralRule } from "../../src/governance/breaking/structure/structural-rule.js";
import type { CredentialSet } from "../../src/governance/breaking/structure/subjects.js";

export default defineStructuralRule({
  id: "scope.added",
  watches: "security",
  area: "security",
  title: "A scope is demanded in addition",
  why: "Tokens that were issued for the old scopes are refused with 403 until every client is granted the new one.",
  remedy: "Accept the old scopes as well until all clients hold the new one.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: { oasdiff: ["api-security-scope-added"] },
  examples: {
    bad: [
      {
        name: "a second scope is demanded",
        base: exampleOperation({ security: [{ oauth: ["order:read"] }] }),
        revision: exampleOperation({ security: [{ oauth: ["order:read", "lot:read"] }] }),
      },
    ],
    good: [
      {
        name: "a scope is no longer demanded",
        base: exampleOperation({ security: [{ oauth: ["order:read", "lot:read"] }] }),
        revision: exampleOperation({ security: [{ oauth: ["order:read"] }] }),
      },
    ],
  },
  find: (pair) => pair.baseSets.flatMap((held) => scopesAsked(held, pair.revisionSets)),
});

function scopesAsked(held: CredentialSet, revisionSets: readonly CredentialSet[]): Difference[] {
  if (revisionSets.some((wanted) => isSatisfiedBy(wanted, held))) return [];
  const wanted = revisionSets.find((candidate) => differsInScopesOnly(candidate, held));
  if (wanted === undefined) return [];
  const missing = [...wanted.scopes].flatMap(([scheme, scopes]) =>
    scopes.filter((scope) => held.scopes.get(scheme)?.includes(scope) !== true).map((scope) => `${scheme} ${scope}`),
  );
  const sides = { base: { pointer: held.pointer }, revision: { pointer: wanted.pointer } };
  return [{ change: "added", kind: "narrowed", ...sides, subjects: missing.toSorted() }];
}
