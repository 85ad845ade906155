import { exampleRequest } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isRemoved,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "media-type.removed",
  watches: "media-type",
  area: "operations",
  title: "A media type is no longer accepted or offered",
  why: "Callers that send it get 415, callers that ask for it get 406 or a form they cannot read.",
  remedy: "Keep the media type beside the new one.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  aliases: { oasdiff: ["request-body-media-type-removed", "response-media-type-removed"] },
  examples: {
    bad: [
      {
        name: "XML is no longer accepted",
        base: exampleRequest({ content: { "application/json": {}, "application/xml": {} } }),
        revision: exampleRequest({ content: { "application/json": {} } }),
      },
      {
        name: "a request range shrinks to one type",
        base: exampleRequest({ content: { "image/*": {} } }),
        revision: exampleRequest({ content: { "image/png": {} } }),
      },
    ],
    good: [
      {
        name: "a request type is covered by a range",
        base: exampleRequest({ content: { "image/png": {} } }),
        revision: exampleRequest({ content: { "image/*": {} } }),
      },
      {
        name: "the usual character set is written down",
        base: exampleRequest({ content: { "application/json": {} } }),
        revision: exampleRequest({ content: { "application/json; charset=UTF-8": {} } }),
      },
    ],
  },
  find: (pair) => (isRemoved(pair) ? pairDifference(pair, "removed", "narrowed") : undefined),
});
