import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "unevaluated-items",
  area: "schema",
  title: "Elements no part of the schema knows",
  why: "Elements that used to pass are refused. Over branches this is not decidable in general, so it is undecided.",
  remedy: "Close a list with items or maxItems instead.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION,
    "buf-wire": "INFO",
  },
  aliases: { oasdiff: ["*-unevaluated-items-added"] },
  examples: {
    bad: [
      {
        name: "a list of two shapes is closed",
        base: {
          type: "array",
          anyOf: [{ prefixItems: [{ type: "string" }] }, { prefixItems: [{ type: "string" }, { type: "string" }] }],
        },
        revision: {
          type: "array",
          anyOf: [{ prefixItems: [{ type: "string" }] }, { prefixItems: [{ type: "string" }, { type: "string" }] }],
          unevaluatedItems: false,
        },
      },
      {
        name: "a closed response is opened",
        base: {
          type: "array",
          anyOf: [{ prefixItems: [{ type: "string" }] }, { prefixItems: [{ type: "string" }, { type: "string" }] }],
          unevaluatedItems: false,
        },
        revision: {
          type: "array",
          anyOf: [{ prefixItems: [{ type: "string" }] }, { prefixItems: [{ type: "string" }, { type: "string" }] }],
        },
        view: "response",
      },
    ],
    good: [
      {
        name: "without branches it is items",
        base: { type: "array", prefixItems: [{ type: "string" }], items: false },
        revision: { type: "array", prefixItems: [{ type: "string" }], unevaluatedItems: false },
      },
      {
        name: "it is as it was",
        base: {
          type: "array",
          anyOf: [{ prefixItems: [{ type: "string" }] }, { prefixItems: [{ type: "string" }, { type: "string" }] }],
          unevaluatedItems: false,
        },
        revision: {
          type: "array",
          anyOf: [{ prefixItems: [{ type: "string" }] }, { prefixItems: [{ type: "string" }, { type: "string" }] }],
          unevaluatedItems: false,
          description: "closed",
        },
      },
    ],
  },
});
