import { defineBreakingRule } from "../../src/governance/breaking/rule.js";

const CAT_OR_DOG = [
  { type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] },
  { type: "object", properties: { kind: { const: "dog" } }, required: ["kind"] },
];

export default defineBreakingRule({
  id: "discriminator",
  area: "schema",
  title: "The member that tells branches apart",
  why: "Readers and generated clients choose the branch by this member.",
  remedy: "Keep the member; introduce another one beside it.",
  severity: {
    strict: { narrowed: "WARN", widened: "WARN", changed: "ERROR" },
    "tolerant-reader": { narrowed: "INFO", widened: "WARN", changed: "ERROR" },
    oasdiff: "INFO",
    "buf-wire": { narrowed: "INFO", widened: "INFO", changed: "ERROR" },
  },
  aliases: { oasdiff: ["*-discriminator-added", "*-discriminator-removed", "*-discriminator-property-name-changed"] },
  examples: {
    bad: [
      {
        name: "another member decides",
        base: {
          oneOf: CAT_OR_DOG,
          discriminator: { propertyName: "kind" },
        },
        revision: {
          oneOf: CAT_OR_DOG,
          discriminator: { propertyName: "species" },
        },
      },
      {
        name: "a response loses its tag",
        base: {
          oneOf: CAT_OR_DOG,
          discriminator: { propertyName: "kind" },
        },
        revision: {
          oneOf: CAT_OR_DOG,
        },
        view: "response",
      },
    ],
    good: [
      {
        name: "it is as it was",
        base: {
          oneOf: CAT_OR_DOG,
          discriminator: { propertyName: "kind" },
        },
        revision: {
          oneOf: CAT_OR_DOG,
          discriminator: { propertyName: "kind" },
          description: "animals",
        },
      },
    ],
  },
});
