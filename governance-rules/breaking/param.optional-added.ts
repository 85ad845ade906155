import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isAdded,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "param.optional-added",
  watches: "parameter",
  area: "operations",
  title: "An optional parameter was added",
  why: "Callers need not send it; the changelog names it.",
  remedy: "Nothing to do.",
  severity: { strict: "INFO", "tolerant-reader": "INFO", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: { oasdiff: ["new-optional-request-parameter"] },
  examples: {
    bad: [
      {
        name: "an optional filter is added",
        base: exampleOperation({}),
        revision: exampleOperation({ parameters: [{ in: "query", name: "plant", schema: { type: "string" } }] }),
        expected: [],
      },
    ],
    good: [
      {
        name: "the parameter is the same",
        base: exampleOperation({ parameters: [{ in: "query", name: "plant", schema: { type: "string" } }] }),
        revision: exampleOperation({ parameters: [{ in: "query", name: "plant", schema: { type: "string" } }] }),
      },
    ],
  },
  find: (pair) => {
    const isOffered = isAdded(pair) && !pair.revisionForm.isRequired;
    return isOffered ? pairDifference(pair, "added", "widened") : undefined;
  },
});
