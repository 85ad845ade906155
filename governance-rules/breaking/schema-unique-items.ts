import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "unique-items",
  area: "schema",
  title: "No element twice",
  why: "A list with a repetition is refused, or a reader that keys by the element loses one.",
  remedy: "Remove repetitions at the receiver instead of refusing them.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: "INFO",
    "buf-wire": "INFO",
  },
  aliases: { oasdiff: ["*-unique-items-set"], confluent: ["UNIQUE_ITEMS_ADDED"] },
  examples: {
    bad: [
      { name: "repetitions are refused", base: { type: "array" }, revision: { type: "array", uniqueItems: true } },
      {
        name: "a response may repeat elements",
        base: { type: "array", uniqueItems: true },
        revision: { type: "array" },
        view: "response",
      },
    ],
    good: [
      {
        name: "one element cannot repeat",
        base: { type: "array", maxItems: 1 },
        revision: { type: "array", maxItems: 1, uniqueItems: true },
      },
    ],
  },
});
