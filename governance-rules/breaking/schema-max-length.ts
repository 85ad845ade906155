import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION, SUBSUMPTION_SET_WARNED } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "max-length",
  area: "schema",
  title: "Longest text",
  why: "A sender uses a text that is now too long, or a reader gets one that does not fit its database field.",
  remedy: "Keep the old limit in this version; offer the longer text as a new member.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION_SET_WARNED,
    "buf-wire": "INFO",
  },
  aliases: {
    oasdiff: ["*-max-length-decreased", "*-max-length-increased", "*-max-length-set", "*-max-length-unset"],
    confluent: ["MAX_LENGTH_DECREASED", "MAX_LENGTH_ADDED"],
  },
  examples: {
    bad: [
      {
        name: "a request takes shorter texts only",
        base: { type: "string", maxLength: 40 },
        revision: { type: "string", maxLength: 20 },
      },
      {
        name: "a response outgrows a field of 18 characters",
        base: { type: "string", maxLength: 18 },
        revision: { type: "string", maxLength: 40 },
        view: "response",
      },
    ],
    good: [
      {
        name: "a request takes longer texts",
        base: { type: "string", maxLength: 20 },
        revision: { type: "string", maxLength: 40 },
      },
      { name: "numbers have no length", base: { type: "integer" }, revision: { type: "integer", maxLength: 3 } },
    ],
  },
});
