import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION, SUBSUMPTION_SET_WARNED } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "max-items",
  area: "schema",
  title: "Most elements",
  why: "A batch that was accepted is refused, or a reader gets more elements than it holds.",
  remedy: "Keep the old limit in this version; page what grew.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION_SET_WARNED,
    "buf-wire": "INFO",
  },
  aliases: {
    oasdiff: ["*-max-items-decreased", "*-max-items-increased", "*-max-items-set", "*-max-items-unset"],
    confluent: ["MAX_ITEMS_DECREASED", "MAX_ITEMS_ADDED"],
  },
  examples: {
    bad: [
      {
        name: "a request takes smaller batches",
        base: { type: "array", maxItems: 1000 },
        revision: { type: "array", maxItems: 100 },
      },
      {
        name: "a response may be longer",
        base: { type: "array", maxItems: 100 },
        revision: { type: "array", maxItems: 1000 },
        view: "response",
      },
    ],
    good: [
      {
        name: "a request takes greater batches",
        base: { type: "array", maxItems: 100 },
        revision: { type: "array", maxItems: 1000 },
      },
    ],
  },
});
