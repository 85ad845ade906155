import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "additional-properties",
  area: "schema",
  title: "Members nobody listed",
  why: "Members that used to pass are refused, or arrive at a reader that refuses them.",
  remedy: "Leave requests closed and responses open from the first version, so that members can be added.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": { narrowed: { request: "WARN", response: "INFO" }, widened: "INFO", changed: "WARN" },
    oasdiff: "INFO",
    "buf-wire": "INFO",
  },
  aliases: {
    oasdiff: ["*-additional-properties-removed"],
    confluent: ["ADDITIONAL_PROPERTIES_REMOVED", "ADDITIONAL_PROPERTIES_NARROWED"],
  },
  examples: {
    bad: [
      {
        name: "a request is closed",
        base: { type: "object" },
        revision: { type: "object", additionalProperties: false },
      },
      {
        name: "a response that was closed is open",
        base: { type: "object", additionalProperties: false },
        revision: { type: "object" },
        view: "response",
      },
      {
        name: "values of a map get a type",
        base: { type: "object" },
        revision: { type: "object", additionalProperties: { type: "string" } },
      },
    ],
    good: [
      {
        name: "a request is opened",
        base: { type: "object", additionalProperties: false },
        revision: { type: "object" },
      },
      {
        name: "saying true is saying nothing",
        base: { type: "object" },
        revision: { type: "object", additionalProperties: true },
      },
      {
        name: "tolerant readers are not bothered by new names",
        base: { type: "object", additionalProperties: false },
        revision: { type: "object" },
        view: "response",
        profile: "tolerant-reader",
      },
    ],
  },
});
