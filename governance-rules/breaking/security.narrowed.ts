import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  differsInScopesOnly,
  isSatisfiedBy,
} from "../../src/governance/breaking/structure/openapi/security-requirements.js";
import { type Difference, defineStructuralRule } from "../../src/governance/breaking/structure/structural-rule.js";
import type { CredentialSet, SecurityPair } from "../../src/governance/breaking/structure/subjects.js";

export default defineStructuralRule({
  id: "security.narrowed",
  watches: "security",
  area: "security",
  title: "Callers need credentials they did not need before",
  why: "Whoever called with what was enough until now gets 401 or 403. That includes an operation that was open.",
  remedy: "Keep every accepted set of credentials until its callers have the new ones.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: { oasdiff: ["api-security-removed", "api-security-added", "api-global-security-added"] },
  examples: {
    bad: [
      {
        name: "an open operation needs a token",
        base: exampleOperation({}),
        revision: exampleOperation({ security: [{ bearer: [] }] }),
      },
      {
        name: "one of two ways in is closed",
        base: exampleOperation({ security: [{ bearer: [] }, { key: [] }] }),
        revision: exampleOperation({ security: [{ bearer: [] }] }),
      },
      {
        name: "a second credential is demanded beside the first",
        base: exampleOperation({ security: [{ bearer: [] }] }),
        revision: exampleOperation({ security: [{ bearer: [], key: [] }] }),
      },
    ],
    good: [
      {
        name: "a second way in is opened",
        base: exampleOperation({ security: [{ bearer: [] }] }),
        revision: exampleOperation({ security: [{ bearer: [] }, { key: [] }] }),
      },
      {
        name: "a scheme is renamed",
        base: exampleOperation(
          { security: [{ bearer: [] }] },
          { components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } } },
        ),
        revision: exampleOperation(
          { security: [{ token: [] }] },
          { components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } } },
        ),
      },
      {
        name: "the requirement moves to the root",
        base: exampleOperation({ security: [{ bearer: [] }] }),
        revision: exampleOperation({}, { security: [{ bearer: [] }] }),
      },
    ],
  },
  find: (pair) => pair.baseSets.filter((held) => isShutOut(held, pair)).map((held) => lostAccess(held, pair)),
});

/** No credential set of the revision is satisfied, nor would more scopes of the same schemes be enough. */
function isShutOut(held: CredentialSet, { revisionSets }: SecurityPair): boolean {
  return !revisionSets.some((wanted) => isSatisfiedBy(wanted, held) || differsInScopesOnly(wanted, held));
}

function lostAccess(held: CredentialSet, { revisionSets }: SecurityPair): Difference {
  const schemes = [...held.scopes.keys()].toSorted();
  return {
    change: "narrowed",
    kind: "narrowed",
    base: { pointer: held.pointer },
    revision: { pointer: revisionSets[0]?.pointer ?? "" },
    subjects: schemes.length === 0 ? ["without credentials"] : schemes,
  };
}
