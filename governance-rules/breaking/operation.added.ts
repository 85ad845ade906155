import { examplePaths } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isAdded,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "operation.added",
  watches: "operation",
  area: "operations",
  title: "An operation was added",
  why: "Nobody depends on it yet; the changelog names it.",
  remedy: "Nothing to do.",
  severity: { strict: "INFO", "tolerant-reader": "INFO", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: { oasdiff: ["endpoint-added"] },
  examples: {
    bad: [
      {
        name: "a method is added to a path",
        base: examplePaths({ "/orders": { get: {} } }),
        revision: examplePaths({ "/orders": { get: {}, post: {} } }),
        expected: [],
      },
    ],
    good: [
      {
        name: "the same operations in another order",
        base: examplePaths({ "/orders": { get: {}, post: {} } }),
        revision: examplePaths({ "/orders": { post: {}, get: {} } }),
      },
    ],
  },
  find: (pair) => (isAdded(pair) ? pairDifference(pair, "added", "widened") : undefined),
});
