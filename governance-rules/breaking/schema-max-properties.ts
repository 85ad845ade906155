import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "max-properties",
  area: "schema",
  title: "Most members",
  why: "An object with more members is refused, or a reader gets more than it holds.",
  remedy: "Keep the old limit in this version.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: "INFO",
    "buf-wire": "INFO",
  },
  aliases: { confluent: ["MAX_PROPERTIES_DECREASED", "MAX_PROPERTIES_ADDED"] },
  examples: {
    bad: [
      {
        name: "fewer members are taken",
        base: { type: "object", maxProperties: 10 },
        revision: { type: "object", maxProperties: 5 },
      },
      {
        name: "a response may hold more",
        base: { type: "object", maxProperties: 5 },
        revision: { type: "object" },
        view: "response",
      },
    ],
    good: [
      {
        name: "more members are taken",
        base: { type: "object", maxProperties: 5 },
        revision: { type: "object", maxProperties: 10 },
      },
      {
        name: "a closed object of one has no more",
        base: { type: "object", properties: { id: { type: "string" } }, additionalProperties: false },
        revision: {
          type: "object",
          properties: { id: { type: "string" } },
          additionalProperties: false,
          maxProperties: 1,
        },
      },
    ],
  },
});
