import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "min-contains",
  area: "schema",
  title: "How many such elements at least",
  why: "A list with fewer matches is refused.",
  remedy: "Keep the old count in this version.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION,
    "buf-wire": "INFO",
  },
  aliases: { oasdiff: ["*-min-contains-increased"] },
  examples: {
    bad: [
      {
        name: "two matches are asked for",
        base: { type: "array", contains: { type: "integer" }, minContains: 1 },
        revision: { type: "array", contains: { type: "integer" }, minContains: 2 },
      },
      {
        name: "a response promises fewer",
        base: { type: "array", contains: { type: "integer" }, minContains: 2 },
        revision: { type: "array", contains: { type: "integer" } },
        view: "response",
      },
    ],
    good: [
      {
        name: "fewer matches are asked for",
        base: { type: "array", contains: { type: "integer" }, minContains: 2 },
        revision: { type: "array", contains: { type: "integer" } },
      },
    ],
  },
});
