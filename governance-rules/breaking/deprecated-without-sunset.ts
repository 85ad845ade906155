import { announcementOf } from "../../src/governance/breaking/structure/announcement.js";
import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "deprecated-without-sunset",
  watches: "announced",
  area: "lifecycle",
  title: "Something was deprecated without a day on which it goes",
  why: "Callers learn that it goes but cannot plan for when (RFC 9745 and RFC 8594 belong together).",
  remedy: "Add x-sunset with the day, at least the agreed notice away.",
  severity: { strict: "WARN", "tolerant-reader": "WARN", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: {
    oasdiff: [
      "api-deprecated-sunset-missing",
      "request-parameter-deprecated-sunset-missing",
      "request-property-deprecated-sunset-missing",
      "response-property-deprecated-sunset-missing",
    ],
  },
  examples: {
    bad: [
      {
        name: "an operation is deprecated without a day",
        base: exampleOperation({}),
        revision: exampleOperation({ deprecated: true }),
      },
    ],
    good: [
      {
        name: "an operation is deprecated with a day",
        base: exampleOperation({}),
        revision: exampleOperation({ deprecated: true, "x-sunset": "9999-12-31" }),
      },
    ],
  },
  find: (pair) => {
    const [before, after] = [announcementOf(pair.base), announcementOf(pair.revision)];
    const isNewlyDeprecated = isKept(pair) && !before.isDeprecated && after.isDeprecated;
    const isUndated = isNewlyDeprecated && after.sunsetText === undefined;
    return isUndated ? memberDifference(pair, "deprecated", "announced", "narrowed") : undefined;
  },
});
