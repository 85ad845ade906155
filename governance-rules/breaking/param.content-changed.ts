import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { defineStructuralRule, memberDifference } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "param.content-changed",
  watches: "parameter-content",
  area: "operations",
  title: "A parameter or header changed between a styled value and a document",
  why: "`content` makes the value a document, `schema` writes it in a style; one side cannot read the other.",
  remedy: "Keep the way the value is serialised; offer the new one as another parameter.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  examples: {
    bad: [
      {
        name: "a styled filter becomes a JSON document",
        base: exampleOperation({ parameters: [{ in: "query", name: "filter", schema: { type: "object" } }] }),
        revision: exampleOperation({
          parameters: [
            { in: "query", name: "filter", content: { "application/json": { schema: { type: "object" } } } },
          ],
        }),
      },
    ],
    good: [
      {
        name: "a JSON filter stays one",
        base: exampleOperation({ parameters: [{ in: "query", name: "filter", content: { "application/json": {} } }] }),
        revision: exampleOperation({
          parameters: [{ in: "query", name: "filter", content: { "application/json": {} } }],
        }),
      },
    ],
  },
  find: (pair) =>
    pair.base.has("content") === pair.revision.has("content")
      ? undefined
      : memberDifference(pair, "content", "changed", "incomparable"),
});
