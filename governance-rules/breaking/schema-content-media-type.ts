import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "content-media-type",
  area: "schema",
  title: "Media type inside a text",
  why: "A reader parses a document of another kind.",
  remedy: "Offer the other media type as a new member.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION,
    "buf-wire": "INFO",
  },
  aliases: { oasdiff: ["*-content-media-type-changed"] },
  examples: {
    bad: [
      {
        name: "an image changes its kind",
        base: { type: "string", contentMediaType: "image/png" },
        revision: { type: "string", contentMediaType: "image/jpeg" },
        expected: ["req-body.content-media-type.changed"],
      },
      {
        name: "a response no longer says what it holds",
        base: { type: "string", contentMediaType: "application/json" },
        revision: { type: "string" },
        view: "response",
      },
    ],
    good: [
      {
        name: "a request takes any content",
        base: { type: "string", contentMediaType: "application/json" },
        revision: { type: "string" },
      },
    ],
  },
});
