import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "format",
  area: "schema",
  title: "Format of a value",
  why: "A date that becomes a date-time, or an int32 that becomes an int64, is refused or overflows at the other side.",
  remedy: "Add a member in the new format and keep the old one.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION,
    "buf-wire": "INFO",
  },
  aliases: { oasdiff: ["*-type-changed"], confluent: ["FORMAT_ADDED", "FORMAT_CHANGED"] },
  examples: {
    bad: [
      {
        name: "a date is asked for as date-time",
        base: { type: "string", format: "date" },
        revision: { type: "string", format: "date-time" },
        expected: ["req-body.format.changed"],
      },
      {
        name: "a request takes 32 bits only",
        base: { type: "integer", format: "int64" },
        revision: { type: "integer", format: "int32" },
      },
      {
        name: "a response outgrows 32 bits",
        base: { type: "integer", format: "int32" },
        revision: { type: "integer", format: "int64" },
        view: "response",
      },
    ],
    good: [
      {
        name: "a request takes 64 bits",
        base: { type: "integer", format: "int32" },
        revision: { type: "integer", format: "int64" },
      },
      {
        name: "bounds that fit are as good as the format",
        base: { type: "integer", minimum: 0, maximum: 9 },
        revision: { type: "integer", minimum: 0, maximum: 9, format: "int32" },
      },
      {
        name: "a request no longer asks for a format",
        base: { type: "string", format: "uuid" },
        revision: { type: "string" },
      },
    ],
  },
});
