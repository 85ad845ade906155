import { defineBreakingRule } from "../../src/governance/breaking/rule.js";

export default defineBreakingRule({
  id: "write-only",
  area: "schema",
  title: "A member that is never sent back",
  why: "What a reader used to get is gone.",
  remedy: "Keep sending the member until the next major version.",
  severity: {
    strict: { narrowed: { request: "INFO", response: "ERROR" }, widened: "INFO" },
    "tolerant-reader": { narrowed: { request: "INFO", response: "ERROR" }, widened: "INFO" },
    oasdiff: { narrowed: "INFO", widened: "INFO", "required-shown": { request: "INFO", response: "WARN" } },
    "buf-wire": "INFO",
  },
  aliases: {
    oasdiff: ["response-optional-property-became-write-only", "response-required-property-became-write-only"],
  },
  asymmetry: "the mirror of write-only in responses is read-only in requests, a rule of its own",
  examples: {
    bad: [
      {
        name: "a response no longer brings it",
        base: { type: "object", properties: { id: { type: "string" } } },
        revision: { type: "object", properties: { id: { type: "string", writeOnly: true } } },
        view: "response",
      },
    ],
    good: [
      {
        name: "a response brings it now",
        base: { type: "object", properties: { id: { type: "string", writeOnly: true } } },
        revision: { type: "object", properties: { id: { type: "string" } } },
        view: "response",
      },
      {
        name: "a request is as it was",
        base: { type: "object", properties: { id: { type: "string" } } },
        revision: { type: "object", properties: { id: { type: "string", writeOnly: true } } },
      },
    ],
  },
});
