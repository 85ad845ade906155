import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { defineStructuralRule } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "security.relaxed",
  watches: "security",
  area: "security",
  title: "An operation no longer needs any credentials",
  why: "No caller is hurt, but everybody may call it now; a reviewer should see that.",
  remedy: "Make sure it was meant.",
  severity: { strict: "WARN", "tolerant-reader": "WARN", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: { oasdiff: ["api-security-removed", "api-global-security-removed"] },
  examples: {
    bad: [
      {
        name: "the requirement is dropped",
        base: exampleOperation({ security: [{ bearer: [] }] }),
        revision: exampleOperation({}),
      },
    ],
    good: [
      {
        name: "another credential is enough",
        base: exampleOperation({ security: [{ bearer: [] }] }),
        revision: exampleOperation({ security: [{ bearer: [] }, { key: [] }] }),
      },
    ],
  },
  find: (pair) => {
    const open = pair.revisionSets.find(({ scopes }) => scopes.size === 0);
    if (open === undefined || pair.baseSets.some(({ scopes }) => scopes.size === 0)) return undefined;
    const base = { pointer: pair.baseSets[0]?.pointer ?? pair.base.pointer };
    return { change: "relaxed", kind: "widened", base, revision: { pointer: open.pointer } };
  },
});
