import { defineBreakingRule } from "../../src/governance/breaking/rule.js";

export default defineBreakingRule({
  id: "properties",
  area: "schema",
  title: "A member of an object",
  why: "A member that is gone is missed by readers or refused at the door; a name that got a meaning may already be in use with another one.",
  remedy: "Keep the member and deprecate it with a sunset date; take it away in the next major version.",
  severity: {
    strict: {
      added: { request: "ERROR", response: "INFO" },
      removed: { request: "INFO", response: "ERROR" },
      forbidden: { request: "ERROR", response: "INFO" },
      allowed: { request: "INFO", response: "ERROR" },
    },
    "tolerant-reader": {
      added: "INFO",
      removed: "WARN",
      forbidden: { request: "ERROR", response: "WARN" },
      allowed: "INFO",
    },
    oasdiff: {
      added: "INFO",
      removed: "WARN",
      "required-removed": { request: "WARN", response: "ERROR" },
      forbidden: "WARN",
      allowed: "INFO",
    },
    "buf-wire": { added: "INFO", removed: "ERROR", forbidden: "ERROR", allowed: "INFO" },
  },
  aliases: {
    oasdiff: [
      "request-property-removed",
      "response-optional-property-removed",
      "response-optional-property-added",
      "new-optional-request-property",
    ],
    redocly: ["property-removed"],
    confluent: [
      "PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL",
      "PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL",
      "PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL",
    ],
    buf: ["FIELD_NO_DELETE"],
  },
  asymmetry: "under tolerant-reader a member that readers miss is worth a warning; one that a request takes now is not",
  examples: {
    bad: [
      {
        name: "a request refuses a member it used to take",
        base: {
          type: "object",
          properties: { id: { type: "string" }, note: { type: "string" } },
          additionalProperties: false,
        },
        revision: { type: "object", properties: { id: { type: "string" } }, additionalProperties: false },
      },
      {
        name: "a member of a response is gone",
        base: { type: "object", properties: { id: { type: "string" }, note: { type: "string" } } },
        revision: { type: "object", properties: { id: { type: "string" } } },
        view: "response",
      },
      {
        name: "a member of a response is gone, also for tolerant readers a warning",
        base: { type: "object", properties: { id: { type: "string" }, note: { type: "string" } } },
        revision: { type: "object", properties: { id: { type: "string" } } },
        view: "response",
        profile: "tolerant-reader",
      },
      {
        name: "strictly, a name that was free in a request gets a meaning",
        base: { type: "object", properties: { id: { type: "string" } } },
        revision: { type: "object", properties: { id: { type: "string" }, note: { type: "string" } } },
      },
    ],
    good: [
      {
        name: "a closed request takes one more member",
        base: { type: "object", properties: { id: { type: "string" } }, additionalProperties: false },
        revision: {
          type: "object",
          properties: { id: { type: "string" }, note: { type: "string" } },
          additionalProperties: false,
        },
      },
      {
        name: "senders do not use names they were not given",
        base: { type: "object", properties: { id: { type: "string" } } },
        revision: { type: "object", properties: { id: { type: "string" }, note: { type: "string" } } },
        profile: "tolerant-reader",
      },
      {
        name: "a response brings one more member",
        base: { type: "object", properties: { id: { type: "string" } } },
        revision: { type: "object", properties: { id: { type: "string" }, note: { type: "string" } } },
        view: "response",
      },
      {
        name: "a member of any value says no more than an open object",
        base: { type: "object" },
        revision: { type: "object", properties: { note: {} } },
      },
    ],
  },
});
