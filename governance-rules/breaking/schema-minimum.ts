import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION, SUBSUMPTION_SET_WARNED } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "minimum",
  area: "schema",
  title: "Smallest value",
  why: "A sender uses a value that is now too small, or a reader gets one smaller than it can hold.",
  remedy: "Keep the old bound in this version; check the tighter one in the business rules with a clear error first.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION_SET_WARNED,
    "buf-wire": "INFO",
  },
  aliases: {
    oasdiff: ["*-min-increased", "*-min-decreased", "*-min-set", "*-exclusive-min-set", "*-exclusive-min-decreased"],
    confluent: ["MINIMUM_INCREASED", "MINIMUM_ADDED", "EXCLUSIVE_MINIMUM_INCREASED"],
  },
  examples: {
    bad: [
      {
        name: "a request asks for a greater value",
        base: { type: "integer", minimum: 0 },
        revision: { type: "integer", minimum: 1 },
      },
      {
        name: "the bound itself is refused",
        base: { type: "number", minimum: 0 },
        revision: { type: "number", exclusiveMinimum: 0 },
      },
      {
        name: "a response may hold a negative quantity",
        base: { type: "number", minimum: 0 },
        revision: { type: "number" },
        view: "response",
      },
    ],
    good: [
      {
        name: "a request takes smaller values",
        base: { type: "integer", minimum: 1 },
        revision: { type: "integer", minimum: 0 },
      },
      {
        name: "above 0 and at least 1 are the same for whole numbers",
        base: { type: "integer", exclusiveMinimum: 0 },
        revision: { type: "integer", minimum: 1 },
      },
      {
        name: "exclusiveMinimum as a boolean is read too",
        base: { type: "number", minimum: 0, exclusiveMinimum: true },
        revision: { type: "number", minimum: 0 },
        format: "openapi-3.0",
      },
    ],
  },
});
