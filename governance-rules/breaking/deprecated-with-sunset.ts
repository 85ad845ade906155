import { announcementOf } from "../../src/governance/breaking/structure/announcement.js";
import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "deprecated-with-sunset",
  watches: "announced",
  area: "lifecycle",
  title: "Something was deprecated, with the day on which it goes",
  why: "It still works; the changelog tells callers by when they must have moved.",
  remedy: "Nothing to do; serve the Deprecation (RFC 9745) and Sunset (RFC 8594) fields.",
  severity: { strict: "INFO", "tolerant-reader": "INFO", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: {
    oasdiff: ["endpoint-deprecated", "request-parameter-deprecated", "response-property-deprecated-with-sunset"],
  },
  examples: {
    bad: [
      {
        name: "an operation is deprecated with a day",
        base: exampleOperation({}),
        revision: exampleOperation({ deprecated: true, "x-sunset": "9999-12-31" }),
        expected: [],
      },
    ],
    good: [
      {
        name: "an operation stays deprecated",
        base: exampleOperation({ deprecated: true, "x-sunset": "9999-12-31" }),
        revision: exampleOperation({ deprecated: true, "x-sunset": "9999-12-31" }),
      },
    ],
  },
  find: (pair) => {
    const [before, after] = [announcementOf(pair.base), announcementOf(pair.revision)];
    const isNewlyDeprecated = isKept(pair) && !before.isDeprecated && after.isDeprecated;
    const isDated = isNewlyDeprecated && after.sunsetDay !== undefined;
    return isDated ? memberDifference(pair, "deprecated", "announced", "incomparable") : undefined;
  },
});
