import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "type",
  area: "schema",
  title: "Type of the value",
  why: "A value of a type the other side does not expect is refused, or read wrongly.",
  remedy: "Add a new member with the new type and keep the old one until nobody uses it.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION,
    "buf-wire": SUBSUMPTION,
  },
  aliases: {
    oasdiff: ["*-type-changed", "*-type-generalized", "*-list-of-types-narrowed", "*-list-of-types-widened"],
    redocly: ["schema-type-changed"],
    confluent: ["TYPE_CHANGED", "TYPE_NARROWED", "TYPE_EXTENDED"],
    buf: ["FIELD_SAME_TYPE"],
  },
  examples: {
    bad: [
      {
        name: "a whole number is asked for where any number was fine",
        base: { type: "number" },
        revision: { type: "integer" },
      },
      {
        name: "a text becomes a number",
        base: { type: "string" },
        revision: { type: "number" },
        expected: ["req-body.type.changed"],
      },
      {
        name: "a response may hold a fraction where whole numbers were promised",
        base: { type: "integer" },
        revision: { type: "number" },
        view: "response",
      },
    ],
    good: [
      {
        name: "a request takes any number instead of whole ones",
        base: { type: "integer" },
        revision: { type: "number" },
      },
      {
        name: "multiples of 5 are whole numbers",
        base: { type: "number", multipleOf: 5 },
        revision: { type: "integer", multipleOf: 5 },
      },
    ],
  },
});
