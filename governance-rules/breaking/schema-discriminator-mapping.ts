import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "discriminator-mapping",
  area: "schema",
  title: "Values of the tag",
  why: "A tag value that is gone is refused; one that is new leads a reader to a branch it does not know.",
  remedy: "Keep the value; map new ones in a new version.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": {
      narrowed: { request: "ERROR", response: "INFO" },
      widened: { request: "INFO", response: "WARN" },
    },
    oasdiff: "INFO",
    "buf-wire": "INFO",
  },
  aliases: {
    oasdiff: ["*-discriminator-mapping-deleted", "*-discriminator-mapping-added", "*-discriminator-mapping-changed"],
  },
  examples: {
    bad: [
      {
        name: "a value of a request is gone",
        base: {
          oneOf: [
            { type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] },
            { type: "object", properties: { kind: { const: "dog" } }, required: ["kind"] },
          ],
          discriminator: { propertyName: "kind", mapping: { cat: "#/a", dog: "#/b" } },
        },
        revision: {
          oneOf: [
            { type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] },
            { type: "object", properties: { kind: { const: "dog" } }, required: ["kind"] },
          ],
          discriminator: { propertyName: "kind", mapping: { cat: "#/a" } },
        },
      },
      {
        name: "a response brings a new value",
        base: {
          oneOf: [
            { type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] },
            { type: "object", properties: { kind: { const: "dog" } }, required: ["kind"] },
          ],
          discriminator: { propertyName: "kind", mapping: { cat: "#/a" } },
        },
        revision: {
          oneOf: [
            { type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] },
            { type: "object", properties: { kind: { const: "dog" } }, required: ["kind"] },
          ],
          discriminator: { propertyName: "kind", mapping: { cat: "#/a", dog: "#/b" } },
        },
        view: "response",
      },
    ],
    good: [
      {
        name: "a request takes a new value",
        base: {
          oneOf: [
            { type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] },
            { type: "object", properties: { kind: { const: "dog" } }, required: ["kind"] },
          ],
          discriminator: { propertyName: "kind", mapping: { cat: "#/a" } },
        },
        revision: {
          oneOf: [
            { type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] },
            { type: "object", properties: { kind: { const: "dog" } }, required: ["kind"] },
          ],
          discriminator: { propertyName: "kind", mapping: { cat: "#/a", dog: "#/b" } },
        },
      },
    ],
  },
});
