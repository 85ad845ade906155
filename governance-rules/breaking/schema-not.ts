import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "not",
  area: "schema",
  title: "What is excluded",
  why: "A value that passed is now excluded, or a reader gets one that was.",
  remedy: "Say what is allowed instead of what is not.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION,
    "buf-wire": "INFO",
  },
  aliases: { oasdiff: ["*-not-changed"], confluent: ["NOT_TYPE_EXTENDED"] },
  examples: {
    bad: [
      { name: "texts are excluded", base: {}, revision: { not: { type: "string" } } },
      {
        name: "whether anything is lost cannot be decided, so it blocks",
        base: { type: ["string", "integer"], pattern: "^(?=a)" },
        revision: { type: ["string", "integer"], pattern: "^(?=a)", not: { pattern: "^(?=b)" } },
      },
      { name: "a response no longer excludes it", base: { not: { type: "string" } }, revision: {}, view: "response" },
    ],
    good: [
      {
        name: "less is excluded",
        base: { not: { type: "string", maxLength: 10 } },
        revision: { not: { type: "string", maxLength: 5 } },
      },
      {
        name: "what never was possible is excluded",
        base: { type: "integer" },
        revision: { type: "integer", not: { type: "string" } },
      },
    ],
  },
});
