import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "pattern-properties",
  area: "schema",
  title: "Members by a pattern of their name",
  why: "A member whose name matches is refused, or arrives with a value a reader does not expect.",
  remedy: "Keep the old pattern in this version.",
  severity: {
    strict: {
      ...SUBSUMPTION,
      forbidden: { request: "ERROR", response: "INFO" },
      allowed: { request: "INFO", response: "ERROR" },
    },
    "tolerant-reader": { ...SUBSUMPTION, forbidden: { request: "ERROR", response: "INFO" }, allowed: "INFO" },
    oasdiff: { ...SUBSUMPTION, forbidden: "INFO", allowed: "INFO" },
    "buf-wire": "INFO",
  },
  aliases: { oasdiff: ["*-pattern-property-added", "*-pattern-property-removed"] },
  examples: {
    bad: [
      {
        name: "names that begin with x- must be texts",
        base: { type: "object" },
        revision: { type: "object", patternProperties: { "^x-": { type: "string" } } },
      },
      {
        name: "a closed object refuses names it took by pattern",
        base: { type: "object", patternProperties: { "^x-": { type: "string" } }, additionalProperties: false },
        revision: { type: "object", additionalProperties: false },
      },
      {
        name: "a response drops the promise",
        base: { type: "object", patternProperties: { "^x-": { type: "string" } } },
        revision: { type: "object" },
        view: "response",
      },
    ],
    good: [
      {
        name: "a request drops the condition",
        base: { type: "object", patternProperties: { "^x-": { type: "string" } } },
        revision: { type: "object" },
      },
      {
        name: "a name the pattern matches falls under it",
        base: { type: "object", properties: { "x-a": { type: "string" } }, additionalProperties: false },
        revision: { type: "object", patternProperties: { "^x-": { type: "string" } }, additionalProperties: false },
      },
    ],
  },
});
