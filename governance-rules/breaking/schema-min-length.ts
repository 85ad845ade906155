import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION, SUBSUMPTION_SET_WARNED } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "min-length",
  area: "schema",
  title: "Shortest text",
  why: "A sender uses a text that is now too short, or a reader gets one shorter than it relies on.",
  remedy: "Keep the old limit in this version.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION_SET_WARNED,
    "buf-wire": "INFO",
  },
  aliases: {
    oasdiff: ["*-min-length-increased", "*-min-length-decreased", "*-min-length-set"],
    confluent: ["MIN_LENGTH_INCREASED", "MIN_LENGTH_ADDED"],
  },
  examples: {
    bad: [
      {
        name: "a request asks for a longer text",
        base: { type: "string", minLength: 1 },
        revision: { type: "string", minLength: 2 },
      },
      {
        name: "a response may be empty",
        base: { type: "string", minLength: 1 },
        revision: { type: "string" },
        view: "response",
      },
    ],
    good: [
      {
        name: "a request takes shorter texts",
        base: { type: "string", minLength: 2 },
        revision: { type: "string", minLength: 1 },
      },
      {
        name: "the pattern already asked for three characters",
        base: { type: "string", pattern: "^[A-Z]{3}$" },
        revision: { type: "string", pattern: "^[A-Z]{3}$", minLength: 3 },
      },
    ],
  },
});
