import { announcementOf } from "../../src/governance/breaking/structure/announcement.js";
import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "deprecation-withdrawn",
  watches: "announced",
  area: "lifecycle",
  title: "A deprecation was withdrawn",
  why: "Callers who planned to move may stay; the changelog tells them.",
  remedy: "Nothing to do.",
  severity: { strict: "INFO", "tolerant-reader": "INFO", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: { oasdiff: ["endpoint-reactivated", "request-property-reactivated", "response-property-reactivated"] },
  examples: {
    bad: [
      {
        name: "an operation is no longer deprecated",
        base: exampleOperation({ deprecated: true, "x-sunset": "9999-12-31" }),
        revision: exampleOperation({}),
        expected: [],
      },
    ],
    good: [
      {
        name: "the default of `deprecated` is written down",
        base: exampleOperation({}),
        revision: exampleOperation({ deprecated: false }),
      },
    ],
  },
  find: (pair) => {
    const isWithdrawn =
      isKept(pair) && announcementOf(pair.base).isDeprecated && !announcementOf(pair.revision).isDeprecated;
    return isWithdrawn ? memberDifference(pair, "deprecated", "withdrawn", "incomparable") : undefined;
  },
});
