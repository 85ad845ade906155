import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "property-names",
  area: "schema",
  title: "Names of members",
  why: "An object with a name that no longer fits is refused.",
  remedy: "Keep the old condition on names in this version.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION,
    "buf-wire": "INFO",
  },
  aliases: { oasdiff: ["*-property-names-added", "*-property-names-removed"] },
  examples: {
    bad: [
      {
        name: "names are at most 10 characters",
        base: { type: "object" },
        revision: { type: "object", propertyNames: { maxLength: 10 } },
      },
      {
        name: "names in a response become free",
        base: { type: "object", propertyNames: { maxLength: 10 } },
        revision: { type: "object" },
        view: "response",
      },
    ],
    good: [
      {
        name: "names become free",
        base: { type: "object", propertyNames: { maxLength: 10 } },
        revision: { type: "object" },
      },
      {
        name: "every listed name fits",
        base: { type: "object", properties: { id: { type: "string" } }, additionalProperties: false },
        revision: {
          type: "object",
          properties: { id: { type: "string" } },
          additionalProperties: false,
          propertyNames: { maxLength: 10 },
        },
      },
      {
        name: "names are texts anyway",
        base: { type: "object" },
        revision: { type: "object", propertyNames: { type: "string" } },
      },
    ],
  },
});
