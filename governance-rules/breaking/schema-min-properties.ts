import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "min-properties",
  area: "schema",
  title: "Fewest members",
  why: "An object with fewer members is refused.",
  remedy: "Name the members that must be there instead of counting them.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: "INFO",
    "buf-wire": "INFO",
  },
  aliases: { confluent: ["MIN_PROPERTIES_INCREASED", "MIN_PROPERTIES_ADDED"] },
  examples: {
    bad: [
      { name: "an empty object is refused", base: { type: "object" }, revision: { type: "object", minProperties: 1 } },
      {
        name: "a response may be empty",
        base: { type: "object", minProperties: 1 },
        revision: { type: "object" },
        view: "response",
      },
    ],
    good: [
      {
        name: "fewer members are asked for",
        base: { type: "object", minProperties: 2 },
        revision: { type: "object", minProperties: 1 },
      },
      {
        name: "required members are counted",
        base: { type: "object", required: ["a"] },
        revision: { type: "object", required: ["a"], minProperties: 1 },
      },
    ],
  },
});
