import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "dependent-schemas",
  area: "schema",
  title: "A schema that a member brings",
  why: "An object with the member is refused when it does not fit the schema that now comes with it.",
  remedy: "Keep the old condition in this version.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION,
    "buf-wire": "INFO",
  },
  aliases: {
    oasdiff: ["*-dependent-schema-added", "*-dependent-schema-removed"],
    confluent: ["DEPENDENCY_SCHEMA_ADDED", "DEPENDENCY_SCHEMA_NARROWED"],
  },
  examples: {
    bad: [
      {
        name: "a schema is asked for with a quantity",
        base: { type: "object" },
        revision: { type: "object", dependentSchemas: { quantity: { type: "object", required: ["unit"] } } },
      },
      {
        name: "a response drops the promise",
        base: { type: "object", dependentSchemas: { quantity: { type: "object", required: ["unit"] } } },
        revision: { type: "object" },
        view: "response",
      },
    ],
    good: [
      {
        name: "the condition goes",
        base: { type: "object", dependentSchemas: { quantity: { type: "object", required: ["unit"] } } },
        revision: { type: "object" },
      },
      {
        name: "what always holds holds then too",
        base: { type: "object", required: ["unit"] },
        revision: {
          type: "object",
          required: ["unit"],
          dependentSchemas: { quantity: { type: "object", required: ["unit"] } },
        },
      },
    ],
  },
});
