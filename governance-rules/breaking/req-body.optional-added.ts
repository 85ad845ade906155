import { exampleRequest } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isAdded,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "req-body.optional-added",
  watches: "request-body",
  area: "operations",
  title: "An optional request body was added",
  why: "Callers need not send it; the changelog names it.",
  remedy: "Nothing to do.",
  severity: { strict: "INFO", "tolerant-reader": "INFO", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: { oasdiff: ["request-body-added-optional"] },
  examples: {
    bad: [
      {
        name: "an optional body is added",
        base: exampleRequest(undefined),
        revision: exampleRequest({ content: { "application/json": {} } }),
        expected: [],
      },
    ],
    good: [
      {
        name: "neither has a body",
        base: exampleRequest(undefined),
        revision: exampleRequest(undefined),
      },
    ],
  },
  find: (pair) =>
    isAdded(pair) && !pair.revision.isTrue("required") ? pairDifference(pair, "added", "widened") : undefined,
});
