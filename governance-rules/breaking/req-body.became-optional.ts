import { exampleRequest } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "req-body.became-optional",
  watches: "request-body",
  area: "operations",
  title: "A mandatory request body became optional",
  why: "Callers that send it are served as before; the changelog tells that they need not.",
  remedy: "Nothing to do.",
  severity: { strict: "INFO", "tolerant-reader": "INFO", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: { oasdiff: ["request-body-became-optional"] },
  examples: {
    bad: [
      {
        name: "the body becomes optional",
        base: exampleRequest({ required: true, content: { "application/json": {} } }),
        revision: exampleRequest({ content: { "application/json": {} } }),
        expected: [],
      },
    ],
    good: [
      {
        name: "the body stays mandatory",
        base: exampleRequest({ required: true, content: { "application/json": {} } }),
        revision: exampleRequest({ required: true, description: "The order", content: { "application/json": {} } }),
      },
    ],
  },
  find: (pair) => {
    const isReleased = isKept(pair) && pair.base.isTrue("required") && !pair.revision.isTrue("required");
    return isReleased ? memberDifference(pair, "required", "widened", "widened") : undefined;
  },
});
