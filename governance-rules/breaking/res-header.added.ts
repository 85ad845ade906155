import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isAdded,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "res-header.added",
  watches: "response-header",
  area: "operations",
  title: "A response header was added",
  why: "Callers ignore headers they do not know (RFC 9110 §5.1); the changelog names it.",
  remedy: "Nothing to do.",
  severity: { strict: "INFO", "tolerant-reader": "INFO", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "ETag is added",
        base: exampleOperation({ responses: { "200": { description: "Found" } } }),
        revision: exampleOperation({
          responses: { "200": { description: "Found", headers: { ETag: { schema: {} } } } },
        }),
        expected: [],
      },
    ],
    good: [
      {
        name: "Content-Type is described by the content and not as a header",
        base: exampleOperation({ responses: { "200": { description: "Found" } } }),
        revision: exampleOperation({
          responses: { "200": { description: "Found", headers: { "Content-Type": { schema: {} } } } },
        }),
      },
    ],
  },
  find: (pair) => (isAdded(pair) ? pairDifference(pair, "added", "widened") : undefined),
});
