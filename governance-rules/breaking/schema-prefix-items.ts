import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "prefix-items",
  area: "schema",
  title: "Elements by position",
  why: "A position that was free is bound to a schema, so that what was sent there is refused.",
  remedy: "Append to an object with names, not to a tuple.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION,
    "buf-wire": SUBSUMPTION,
  },
  aliases: {
    oasdiff: ["*-prefix-items-added", "*-prefix-items-removed"],
    confluent: ["ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL"],
  },
  examples: {
    bad: [
      {
        name: "the first position gets a schema",
        base: { type: "array" },
        revision: { type: "array", prefixItems: [{ type: "string" }] },
      },
      {
        name: "the first position of a response becomes free",
        base: { type: "array", prefixItems: [{ type: "string" }] },
        revision: { type: "array" },
        view: "response",
      },
    ],
    good: [
      {
        name: "a request frees the position",
        base: { type: "array", prefixItems: [{ type: "string" }] },
        revision: { type: "array" },
      },
      {
        name: "a tuple of equal schemas is a list",
        base: { type: "array", prefixItems: [{ type: "string" }, { type: "string" }], items: { type: "string" } },
        revision: { type: "array", items: { type: "string" } },
      },
    ],
  },
});
