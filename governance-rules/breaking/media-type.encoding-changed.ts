import { isEqualJson } from "../../src/governance/breaking/canonical-json.js";
import { exampleRequest } from "../../src/governance/breaking/structure/example-contract.js";
import { defineStructuralRule, memberDifference } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "media-type.encoding-changed",
  watches: "encoding",
  area: "operations",
  title: "Parts of a form are encoded differently",
  why: "A part is sent with another content type, style or headers than the receiver reads.",
  remedy: "Keep the encoding of existing parts.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "ERROR" },
  examples: {
    bad: [
      {
        name: "a part changes from JSON to XML",
        base: exampleRequest({
          content: { "multipart/form-data": { encoding: { order: { contentType: "application/json" } } } },
        }),
        revision: exampleRequest({
          content: { "multipart/form-data": { encoding: { order: { contentType: "application/xml" } } } },
        }),
      },
    ],
    good: [
      {
        name: "the encoding is the same",
        base: exampleRequest({ content: { "multipart/form-data": { encoding: { order: { explode: true } } } } }),
        revision: exampleRequest({ content: { "multipart/form-data": { encoding: { order: { explode: true } } } } }),
      },
    ],
  },
  find: (pair) =>
    isEqualJson(pair.base.at("encoding").object, pair.revision.at("encoding").object)
      ? undefined
      : memberDifference(pair, "encoding", "changed", "incomparable"),
});
