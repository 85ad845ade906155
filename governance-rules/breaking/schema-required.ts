import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "required",
  area: "schema",
  title: "A member that must be there",
  why: "A sender that leaves the member out is refused, or a reader finds nothing where a value was promised.",
  remedy: "Leave it optional and let the receiver fill it in; in responses keep sending it.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    // Its 1.15.0 calls "required, with a default" harmless; since 1.25.1 it is an error, as everywhere here.
    oasdiff: { ...SUBSUMPTION, shown: "INFO", hidden: "INFO" },
    "buf-wire": SUBSUMPTION,
  },
  aliases: {
    oasdiff: [
      "*-became-required",
      "*-became-optional",
      "new-required-request-property",
      "new-required-request-property-with-default",
      "response-required-property-removed",
    ],
    redocly: ["property-became-required"],
    confluent: ["REQUIRED_ATTRIBUTE_ADDED", "REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL"],
    buf: ["FIELD_SAME_CARDINALITY"],
  },
  examples: {
    bad: [
      {
        name: "a request must bring a member",
        base: { type: "object", properties: { id: { type: "string" } } },
        revision: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
      },
      {
        name: "a response may leave a member out",
        base: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
        revision: { type: "object", properties: { id: { type: "string" } } },
        view: "response",
      },
    ],
    good: [
      {
        name: "a request may leave it out",
        base: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
        revision: { type: "object", properties: { id: { type: "string" } } },
      },
      {
        name: "a response always brings it",
        base: { type: "object", properties: { id: { type: "string" } } },
        revision: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
        view: "response",
      },
      {
        name: "what is read-only is not asked for in a request",
        base: { type: "object", properties: { id: { type: "string", readOnly: true } } },
        revision: { type: "object", properties: { id: { type: "string", readOnly: true } }, required: ["id"] },
      },
      {
        name: "requirements of two allOf members add up",
        base: { type: "object", required: ["a", "b"] },
        revision: {
          allOf: [
            { type: "object", required: ["a"] },
            { type: "object", required: ["b"] },
          ],
        },
      },
    ],
  },
});
