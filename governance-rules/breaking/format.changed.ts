import { exampleMessage, exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { defineStructuralRule, pairDifference } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "format.changed",
  watches: "format",
  area: "operations",
  title: "The contract is written in another language",
  why: "OpenAPI and AsyncAPI, and the major versions of AsyncAPI, describe different things; nothing was compared.",
  remedy: "Compare contracts of one kind; publish the other as a contract of its own.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  examples: {
    bad: [
      {
        name: "an OpenAPI document is replaced by an AsyncAPI document",
        base: exampleOperation({}),
        revision: exampleMessage({}),
      },
    ],
    good: [
      {
        name: "OpenAPI 3.0 becomes 3.1",
        base: exampleOperation({}, { openapi: "3.0.3" }),
        revision: exampleOperation({}),
      },
    ],
  },
  find: (pair) => pairDifference(pair, "changed", "undecided"),
});
