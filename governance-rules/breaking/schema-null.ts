import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "null",
  area: "schema",
  title: "Null as a value",
  why: "Null where it was never possible ends in an error or an empty field at the reader; null refused where it was fine rejects the sender.",
  remedy: "Keep accepting null in requests; leave an absent member out of responses instead of sending null.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION,
    "buf-wire": SUBSUMPTION,
  },
  aliases: { oasdiff: ["*-became-nullable", "*-became-not-nullable"] },
  examples: {
    bad: [
      { name: "a request no longer takes null", base: { type: ["string", "null"] }, revision: { type: "string" } },
      {
        name: "a response may hold null",
        base: { type: "string" },
        revision: { type: ["string", "null"] },
        view: "response",
      },
      {
        name: "OpenAPI 3.0 spells it nullable",
        base: { type: "string", nullable: true },
        revision: { type: "string" },
        format: "openapi-3.0",
      },
    ],
    good: [
      { name: "a request also takes null", base: { type: "string" }, revision: { type: ["string", "null"] } },
      {
        name: "null as a branch is null all the same",
        base: { type: ["string", "null"] },
        revision: { oneOf: [{ type: "string" }, { type: "null" }] },
      },
    ],
  },
});
