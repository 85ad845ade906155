import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION, SUBSUMPTION_WARNED } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "pattern",
  area: "schema",
  title: "Pattern of a text",
  why: "A number or code that matched is refused, or a reader gets one it cannot parse. Where inclusion of two patterns cannot be proven, the change is undecided.",
  remedy: "Keep the old pattern in this version, or widen it so that everything old still matches.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: { ...SUBSUMPTION_WARNED, set: { request: "ERROR", response: "INFO" } },
    "buf-wire": "INFO",
  },
  aliases: {
    oasdiff: ["*-pattern-added", "*-pattern-changed", "*-pattern-removed"],
    confluent: ["PATTERN_ADDED", "PATTERN_CHANGED"],
  },
  examples: {
    bad: [
      {
        name: "an order number must be all digits now",
        base: { type: "string", pattern: "^[A-Z0-9]{1,12}$" },
        revision: { type: "string", pattern: "^[0-9]{1,12}$" },
      },
      { name: "a pattern appears", base: { type: "string" }, revision: { type: "string", pattern: "^ORD-" } },
      {
        name: "a response no longer keeps to a pattern",
        base: { type: "string", pattern: "^[A-Z]{3}$" },
        revision: { type: "string" },
        view: "response",
      },
      {
        name: "look-ahead is not decidable here, so it blocks",
        base: { type: "string", pattern: "^(?=x)" },
        revision: { type: "string", pattern: "^(?=y)" },
      },
    ],
    good: [
      {
        name: "a wider pattern is proven wider",
        base: { type: "string", pattern: "^[0-9]{10}$" },
        revision: { type: "string", pattern: "^[A-Z0-9]{1,12}$" },
      },
      {
        name: "every listed value matches",
        base: { enum: ["KGM", "MTR"] },
        revision: { enum: ["KGM", "MTR"], pattern: "^[A-Z]{3}$" },
      },
      {
        name: "a pattern that matches everything asks for nothing",
        base: { type: "string" },
        revision: { type: "string", pattern: "[a-z]*" },
      },
    ],
  },
});
