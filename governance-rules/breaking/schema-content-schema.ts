import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "content-schema",
  area: "schema",
  title: "Schema of a document inside a text",
  why: "The document inside the text is refused or not understood.",
  remedy: "Keep the inner document compatible as if it were the body itself.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: "INFO",
    "buf-wire": "INFO",
  },
  aliases: { oasdiff: ["*-content-schema-added", "*-content-schema-removed"] },
  examples: {
    bad: [
      {
        name: "a schema for the inner document appears",
        base: { type: "string", contentMediaType: "application/json" },
        revision: {
          type: "string",
          contentMediaType: "application/json",
          contentSchema: { type: "object", required: ["id"] },
        },
      },
      {
        name: "a response no longer keeps to the inner schema",
        base: { type: "string", contentSchema: { type: "object" } },
        revision: { type: "string" },
        view: "response",
      },
    ],
    good: [
      {
        name: "a request no longer asks for a schema inside",
        base: { type: "string", contentSchema: { type: "object" } },
        revision: { type: "string" },
      },
    ],
  },
});
