import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION, SUBSUMPTION_SET_WARNED } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "min-items",
  area: "schema",
  title: "Fewest elements",
  why: "A list that was long enough is refused, or a reader that takes the first element finds none.",
  remedy: "Keep the old limit in this version.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION_SET_WARNED,
    "buf-wire": "INFO",
  },
  aliases: {
    oasdiff: ["*-min-items-increased", "*-min-items-decreased", "*-min-items-set", "*-min-items-unset"],
    confluent: ["MIN_ITEMS_INCREASED", "MIN_ITEMS_ADDED"],
  },
  examples: {
    bad: [
      { name: "a request asks for an element", base: { type: "array" }, revision: { type: "array", minItems: 1 } },
      {
        name: "a response may be empty",
        base: { type: "array", minItems: 1 },
        revision: { type: "array" },
        view: "response",
      },
    ],
    good: [
      {
        name: "a request takes shorter lists",
        base: { type: "array", minItems: 2 },
        revision: { type: "array", minItems: 1 },
      },
    ],
  },
});
