import { defineBreakingRule } from "../../src/governance/breaking/rule.js";

export default defineBreakingRule({
  id: "multiple-of",
  area: "schema",
  title: "Precision of a number",
  why: "A finer value is refused, or rounded on the way; a coarser one in a response silently loses digits of a quantity.",
  remedy: "Add a member with the new precision; keep the old one as it is.",
  severity: {
    strict: { narrowed: "ERROR", widened: { request: "INFO", response: "ERROR" }, changed: "ERROR" },
    "tolerant-reader": { narrowed: "ERROR", widened: { request: "INFO", response: "ERROR" }, changed: "ERROR" },
    oasdiff: "INFO",
    "buf-wire": "INFO",
  },
  aliases: { confluent: ["MULTIPLE_OF_EXPANDED", "MULTIPLE_OF_CHANGED", "MULTIPLE_OF_ADDED"] },
  asymmetry:
    "a coarser number in a response loses digits although it is a subset; a finer one taken by a request loses nothing",
  examples: {
    bad: [
      {
        name: "a request takes whole hundredths instead of thousandths",
        base: { type: "number", multipleOf: 0.001 },
        revision: { type: "number", multipleOf: 0.01 },
      },
      {
        name: "a response loses digits of a quantity",
        base: { type: "number", multipleOf: 0.001 },
        revision: { type: "number", multipleOf: 0.01 },
        view: "response",
      },
      {
        name: "a response may bring more digits than a reader keeps",
        base: { type: "number", multipleOf: 0.01 },
        revision: { type: "number", multipleOf: 0.001 },
        view: "response",
      },
    ],
    good: [
      {
        name: "a request takes more digits",
        base: { type: "number", multipleOf: 0.01 },
        revision: { type: "number", multipleOf: 0.001 },
      },
      {
        name: "0.1 + 0.2 is decided exactly",
        base: { type: "number", multipleOf: 0.3 },
        revision: { type: "number", multipleOf: 0.1 },
      },
    ],
  },
});
