import { defineBreakingRule } from "../../src/governance/breaking/rule.js";

export default defineBreakingRule({
  id: "default",
  area: "schema",
  title: "The value that stands for an absent one",
  why: "Whoever leaves the member out gets another meaning without a word.",
  remedy: "Keep the default; make the member required in the next major version.",
  severity: {
    strict: { narrowed: "INFO", widened: { request: "WARN", response: "INFO" }, changed: "WARN" },
    "tolerant-reader": { narrowed: "INFO", widened: { request: "WARN", response: "INFO" }, changed: "WARN" },
    oasdiff: { narrowed: "INFO", widened: "INFO", changed: "INFO" },
    "buf-wire": "INFO",
  },
  aliases: { oasdiff: ["*-default-value-changed", "*-default-value-added", "*-default-value-removed"] },
  examples: {
    bad: [
      {
        name: "leaving it out means something else",
        base: { type: "string", default: "A" },
        revision: { type: "string", default: "B" },
      },
      {
        name: "it means something else in a response too",
        base: { type: "integer", default: 0 },
        revision: { type: "integer", default: 1 },
        view: "response",
      },
    ],
    good: [{ name: "a default appears", base: { type: "string" }, revision: { type: "string", default: "A" } }],
  },
});
