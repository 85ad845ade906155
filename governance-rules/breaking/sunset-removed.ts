import { announcementOf } from "../../src/governance/breaking/structure/announcement.js";
import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "sunset-removed",
  watches: "announced",
  area: "lifecycle",
  title: "The announced end was taken back, the deprecation was not",
  why: "Callers knew by when they had to move and now do not.",
  remedy: "Keep x-sunset, or withdraw the deprecation too.",
  severity: { strict: "ERROR", "tolerant-reader": "WARN", oasdiff: "ERROR", "buf-wire": "INFO" },
  aliases: { oasdiff: ["api-sunset-deleted", "sunset-deleted"] },
  examples: {
    bad: [
      {
        name: "the day is dropped",
        base: exampleOperation({ deprecated: true, "x-sunset": "9999-12-31" }),
        revision: exampleOperation({ deprecated: true }),
      },
    ],
    good: [
      {
        name: "day and deprecation are dropped",
        base: exampleOperation({ deprecated: true, "x-sunset": "9999-12-31" }),
        revision: exampleOperation({}),
      },
    ],
  },
  find: (pair) => {
    const [before, after] = [announcementOf(pair.base), announcementOf(pair.revision)];
    const isDropped = before.sunsetText !== undefined && after.sunsetText === undefined && after.isDeprecated;
    return isKept(pair) && isDropped ? memberDifference(pair, "x-sunset", "removed", "widened") : undefined;
  },
});
