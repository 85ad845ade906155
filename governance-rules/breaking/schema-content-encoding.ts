import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "content-encoding",
  area: "schema",
  title: "Encoding of a text",
  why: "A reader decodes what is not encoded so, or the sender is refused.",
  remedy: "Offer the other encoding as a new member.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION,
    "buf-wire": SUBSUMPTION,
  },
  aliases: { oasdiff: ["*-content-encoding-changed"] },
  examples: {
    bad: [
      {
        name: "base64 becomes base64url",
        base: { type: "string", contentEncoding: "base64" },
        revision: { type: "string", contentEncoding: "base64url" },
        expected: ["req-body.content-encoding.changed"],
      },
      {
        name: "a response is no longer encoded",
        base: { type: "string", contentEncoding: "base64" },
        revision: { type: "string" },
        view: "response",
      },
    ],
    good: [
      {
        name: "a request no longer asks for an encoding",
        base: { type: "string", contentEncoding: "base64" },
        revision: { type: "string" },
      },
      {
        name: "the name is case-insensitive",
        base: { type: "string", contentEncoding: "BASE64" },
        revision: { type: "string", contentEncoding: "base64" },
      },
    ],
  },
});
