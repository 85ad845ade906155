import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "items",
  area: "schema",
  title: "Elements of a list",
  why: "Elements that were free are bound to a schema, or the list ends earlier.",
  remedy: "Describe elements from the first version.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION,
    "buf-wire": SUBSUMPTION,
  },
  aliases: {
    confluent: [
      "ITEM_ADDED_TO_OPEN_CONTENT_MODEL",
      "ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL",
      "ADDITIONAL_ITEMS_REMOVED",
    ],
  },
  examples: {
    bad: [
      {
        name: "elements get a schema",
        base: { type: "array" },
        revision: { type: "array", items: { type: "string" } },
      },
      {
        name: "elements of a response lose theirs",
        base: { type: "array", items: { type: "string" } },
        revision: { type: "array" },
        view: "response",
      },
      {
        name: "nothing is allowed behind the tuple",
        base: { type: "array", prefixItems: [{ type: "string" }] },
        revision: { type: "array", prefixItems: [{ type: "string" }], items: false },
      },
    ],
    good: [
      {
        name: "elements of a request become free",
        base: { type: "array", items: { type: "string" } },
        revision: { type: "array" },
      },
      {
        name: "a closed list of one and maxItems 1 are the same",
        base: { type: "array", prefixItems: [{ type: "string" }], items: false },
        revision: { type: "array", items: { type: "string" }, maxItems: 1 },
      },
    ],
  },
});
