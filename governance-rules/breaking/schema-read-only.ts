import { defineBreakingRule } from "../../src/governance/breaking/rule.js";

export default defineBreakingRule({
  id: "read-only",
  area: "schema",
  title: "A member only the receiver sets",
  why: "What the sender used to set is ignored or refused.",
  remedy: "Offer a new read-only member beside the old one.",
  severity: {
    strict: { narrowed: { request: "ERROR", response: "INFO" }, widened: "INFO" },
    "tolerant-reader": { narrowed: { request: "ERROR", response: "INFO" }, widened: "INFO" },
    oasdiff: "INFO",
    "buf-wire": "INFO",
  },
  aliases: { oasdiff: ["request-optional-property-became-read-only", "request-required-property-became-read-only"] },
  asymmetry: "the mirror of read-only in requests is write-only in responses, a rule of its own",
  examples: {
    bad: [
      {
        name: "a request may no longer set it",
        base: { type: "object", properties: { id: { type: "string" } } },
        revision: { type: "object", properties: { id: { type: "string", readOnly: true } } },
      },
    ],
    good: [
      {
        name: "a request may set it now",
        base: { type: "object", properties: { id: { type: "string", readOnly: true } } },
        revision: { type: "object", properties: { id: { type: "string" } } },
      },
      {
        name: "a response is as it was",
        base: { type: "object", properties: { id: { type: "string" } } },
        revision: { type: "object", properties: { id: { type: "string", readOnly: true } } },
        view: "response",
      },
    ],
  },
});
