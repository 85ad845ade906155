import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "contains",
  area: "schema",
  title: "An element that must be there",
  why: "A list without such an element is refused, or a reader does not find the element it was promised.",
  remedy: "Keep the old condition in this version.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION,
    "buf-wire": "INFO",
  },
  aliases: { oasdiff: ["*-contains-added", "*-contains-removed"] },
  examples: {
    bad: [
      {
        name: "a request must contain a whole number",
        base: { type: "array" },
        revision: { type: "array", contains: { type: "integer" } },
      },
      {
        name: "a response need not contain one any more",
        base: { type: "array", contains: { type: "integer" } },
        revision: { type: "array" },
        view: "response",
      },
    ],
    good: [
      {
        name: "a wider condition is met by every list that met the old one",
        base: { type: "array", contains: { type: "integer" } },
        revision: { type: "array", contains: { type: "number" } },
      },
      {
        name: "a list of whole numbers with an element contains one",
        base: { type: "array", items: { type: "integer" }, minItems: 1 },
        revision: { type: "array", items: { type: "integer" }, minItems: 1, contains: { type: "integer" } },
      },
    ],
  },
});
