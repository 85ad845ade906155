import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "max-contains",
  area: "schema",
  title: "How many such elements at most",
  why: "A list with more matches is refused.",
  remedy: "Keep the old count in this version.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION,
    "buf-wire": "INFO",
  },
  aliases: { oasdiff: ["*-max-contains-decreased"] },
  examples: {
    bad: [
      {
        name: "at most two matches are allowed",
        base: { type: "array", contains: { type: "integer" }, minContains: 0 },
        revision: { type: "array", contains: { type: "integer" }, minContains: 0, maxContains: 2 },
      },
      {
        name: "a response may hold more",
        base: { type: "array", contains: { type: "integer" }, maxContains: 2 },
        revision: { type: "array", contains: { type: "integer" }, maxContains: 3 },
        view: "response",
      },
    ],
    good: [
      {
        name: "more matches are allowed",
        base: { type: "array", contains: { type: "integer" }, maxContains: 2 },
        revision: { type: "array", contains: { type: "integer" }, maxContains: 3 },
      },
      {
        name: "a list of two cannot hold three",
        base: { type: "array", maxItems: 2 },
        revision: { type: "array", maxItems: 2, contains: true, minContains: 0, maxContains: 2 },
      },
    ],
  },
});
