import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "one-of",
  area: "schema",
  title: "A choice of exactly one schema",
  why: "A value of a branch that is gone is refused; a reader gets a branch it does not know; a value that fits two branches fits none.",
  remedy: "Tell branches apart by a required tag, and keep those that are in use.",
  severity: {
    strict: {
      ...SUBSUMPTION,
      overlap: { request: "ERROR", response: "INFO" },
      "overlap-removed": { request: "INFO", response: "ERROR" },
    },
    "tolerant-reader": {
      ...SUBSUMPTION,
      overlap: { request: "WARN", response: "INFO" },
      "overlap-removed": { request: "INFO", response: "WARN" },
    },
    oasdiff: { ...SUBSUMPTION, overlap: "INFO", "overlap-removed": "INFO" },
    "buf-wire": { ...SUBSUMPTION, overlap: "INFO", "overlap-removed": "INFO" },
  },
  aliases: {
    oasdiff: ["*-one-of-removed", "*-one-of-added", "*-wrapped-in-one-of"],
    confluent: ["SUM_TYPE_NARROWED", "SUM_TYPE_EXTENDED", "COMBINED_TYPE_SUBSCHEMAS_CHANGED"],
  },
  examples: {
    bad: [
      {
        name: "a branch of a request is gone",
        base: {
          oneOf: [
            { type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] },
            { type: "object", properties: { kind: { const: "dog" } }, required: ["kind"] },
          ],
        },
        revision: { oneOf: [{ type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] }] },
        expected: ["req-body.enum.narrowed"],
      },
      {
        name: "three branches become two",
        base: {
          oneOf: [
            { type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] },
            { type: "object", properties: { kind: { const: "dog" } }, required: ["kind"] },
            { type: "string" },
            { type: "integer" },
          ],
        },
        revision: {
          oneOf: [
            { type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] },
            { type: "object", properties: { kind: { const: "dog" } }, required: ["kind"] },
            { type: "string" },
          ],
        },
      },
      {
        name: "a response brings a new branch",
        base: {
          oneOf: [{ type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] }, { type: "string" }],
        },
        revision: {
          oneOf: [
            { type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] },
            { type: "string" },
            { type: "integer" },
          ],
        },
        view: "response",
      },
      {
        name: "a new branch overlaps an old one, so that its values fit two",
        base: { oneOf: [{ type: "string" }] },
        revision: { oneOf: [{ type: "string" }, { type: "string", maxLength: 5 }] },
        expected: ["req-body.one-of.overlap"],
      },
    ],
    good: [
      {
        name: "a request takes one more branch that is told apart by its tag",
        base: { oneOf: [{ type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] }] },
        revision: {
          oneOf: [
            { type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] },
            { type: "object", properties: { kind: { const: "dog" } }, required: ["kind"] },
          ],
        },
      },
      {
        name: "the order of branches means nothing",
        base: {
          oneOf: [
            { type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] },
            { type: "object", properties: { kind: { const: "dog" } }, required: ["kind"] },
          ],
        },
        revision: {
          oneOf: [
            { type: "object", properties: { kind: { const: "dog" } }, required: ["kind"] },
            { type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] },
          ],
        },
      },
      {
        name: "one schema becomes one of several",
        base: { type: "string" },
        revision: { oneOf: [{ type: "string" }, { type: "integer" }] },
      },
      {
        name: "exactly one becomes any",
        base: { oneOf: [{ type: "string" }, { type: "integer" }] },
        revision: { anyOf: [{ type: "string" }, { type: "integer" }] },
      },
    ],
  },
});
