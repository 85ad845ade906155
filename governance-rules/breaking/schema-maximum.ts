import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION, SUBSUMPTION_SET_WARNED } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "maximum",
  area: "schema",
  title: "Greatest value",
  why: "A sender uses a value that is now too great, or a reader gets one that overflows its field.",
  remedy: "Keep the old bound in this version; check the tighter one in the business rules with a clear error first.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION_SET_WARNED,
    "buf-wire": "INFO",
  },
  aliases: {
    oasdiff: ["*-max-decreased", "*-max-increased", "*-max-set", "*-exclusive-max-set"],
    confluent: ["MAXIMUM_DECREASED", "MAXIMUM_ADDED", "EXCLUSIVE_MAXIMUM_DECREASED"],
  },
  examples: {
    bad: [
      {
        name: "a request takes smaller values only",
        base: { type: "integer", maximum: 100 },
        revision: { type: "integer", maximum: 99 },
      },
      {
        name: "a response may exceed the old bound",
        base: { type: "number", maximum: 10 },
        revision: { type: "number", maximum: 11 },
        view: "response",
      },
    ],
    good: [
      {
        name: "a request takes greater values",
        base: { type: "integer", maximum: 99 },
        revision: { type: "integer", maximum: 100 },
      },
      {
        name: "a bound no listed value reaches changes nothing",
        base: { enum: [1, 2] },
        revision: { enum: [1, 2], maximum: 2 },
      },
    ],
  },
});
