import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "unevaluated-properties",
  area: "schema",
  title: "Members no part of the schema knows",
  why: "Members that used to pass are refused, or arrive at a reader that refuses them.",
  remedy: "Decide whether the object is closed in its first version.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": { narrowed: { request: "WARN", response: "INFO" }, widened: "INFO", changed: "WARN" },
    oasdiff: "INFO",
    "buf-wire": "INFO",
  },
  aliases: { oasdiff: ["*-unevaluated-properties-added"] },
  examples: {
    bad: [
      {
        name: "an object composed of parts is closed",
        base: { allOf: [{ type: "object", properties: { id: { type: "string" } } }] },
        revision: { allOf: [{ type: "object", properties: { id: { type: "string" } } }], unevaluatedProperties: false },
      },
      {
        name: "a closed response is opened",
        base: { allOf: [{ type: "object", properties: { id: { type: "string" } } }], unevaluatedProperties: false },
        revision: { allOf: [{ type: "object", properties: { id: { type: "string" } } }] },
        view: "response",
      },
    ],
    good: [
      {
        name: "a request is opened",
        base: { allOf: [{ type: "object", properties: { id: { type: "string" } } }], unevaluatedProperties: false },
        revision: { allOf: [{ type: "object", properties: { id: { type: "string" } } }] },
      },
      {
        name: "it closes like additionalProperties where no branch decides",
        base: { type: "object", properties: { id: { type: "string" } }, additionalProperties: false },
        revision: { allOf: [{ type: "object", properties: { id: { type: "string" } } }], unevaluatedProperties: false },
      },
    ],
  },
});
