import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { defineStructuralRule } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "reference.unresolved",
  watches: "reference",
  area: "operations",
  title: "A reference leads nowhere, so what it stands for was not compared",
  why: "What could not be read cannot be called compatible.",
  remedy: "Bundle the contract so that every $ref points into the document itself.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  examples: {
    bad: [
      {
        name: "a response points to a component that is not there",
        base: exampleOperation({ responses: { "200": { $ref: "#/components/responses/Found" } } }),
        revision: exampleOperation({ responses: { "200": { $ref: "#/components/responses/Found" } } }),
      },
    ],
    good: [
      {
        name: "a response points to a component",
        base: exampleOperation(
          { responses: { "200": { $ref: "#/components/responses/Found" } } },
          { components: { responses: { Found: { description: "Found" } } } },
        ),
        revision: exampleOperation({ responses: { "200": { description: "Found" } } }),
      },
    ],
  },
  find: ({ reference, basePointer, revisionPointer }) => ({
    change: "unresolved",
    kind: "undecided",
    base: { pointer: basePointer ?? "" },
    revision: { pointer: revisionPointer ?? "" },
    subjects: [reference],
  }),
});
