import { announcementOf } from "../../src/governance/breaking/structure/announcement.js";
import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { defineStructuralRule, memberDifference } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "sunset-moved-earlier",
  watches: "announced",
  area: "lifecycle",
  title: "The announced end was moved to an earlier day",
  why: "Callers planned with the day they were told.",
  remedy: "Keep the announced day or move it later.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "INFO" },
  aliases: { oasdiff: ["api-sunset-date-changed-too-small", "request-parameter-sunset-date-changed-too-small"] },
  examples: {
    bad: [
      {
        name: "a month earlier",
        base: exampleOperation({ deprecated: true, "x-sunset": "9999-12-31" }),
        revision: exampleOperation({ deprecated: true, "x-sunset": "9999-11-30" }),
      },
    ],
    good: [
      {
        name: "a month later",
        base: exampleOperation({ deprecated: true, "x-sunset": "9999-11-30" }),
        revision: exampleOperation({ deprecated: true, "x-sunset": "9999-12-31" }),
      },
    ],
  },
  find: (pair) => {
    const [before, after] = [announcementOf(pair.base).sunsetDay, announcementOf(pair.revision).sunsetDay];
    const isEarlier = before !== undefined && after !== undefined && after < before;
    return isEarlier ? memberDifference(pair, "x-sunset", "moved", "narrowed") : undefined;
  },
});
