import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isAdded,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "res.added",
  watches: "response",
  area: "operations",
  title: "A response status was added",
  why: "Callers treat an unknown status like the x00 of its class (RFC 9110 §15); the changelog names it.",
  remedy: "Nothing to do.",
  severity: { strict: "INFO", "tolerant-reader": "INFO", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: { oasdiff: ["response-success-status-added", "response-non-success-status-added"] },
  examples: {
    bad: [
      {
        name: "429 is added",
        base: exampleOperation({ responses: { "200": { description: "Found" } } }),
        revision: exampleOperation({
          responses: { "200": { description: "Found" }, "429": { description: "Too many requests" } },
        }),
        expected: [],
      },
    ],
    good: [
      {
        name: "the same statuses",
        base: exampleOperation({ responses: { "200": { description: "Found" } } }),
        revision: exampleOperation({ responses: { "200": { description: "What was asked for" } } }),
      },
    ],
  },
  find: (pair) => (isAdded(pair) ? pairDifference(pair, "added", "widened") : undefined),
});
