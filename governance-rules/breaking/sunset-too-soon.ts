import { announcementOf, dayOf } from "../../src/governance/breaking/structure/announcement.js";
import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

/** Three months: what a plant needs to plan a change between two maintenance windows. */
const NOTICE_DAYS_MIN = 90;

export default defineStructuralRule({
  id: "sunset-too-soon",
  watches: "announced",
  area: "lifecycle",
  title: "The announced end is less than 90 days away",
  why: "A plant cannot change its MES between two maintenance windows.",
  remedy: "Set x-sunset at least 90 days after the day this revision is published.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "INFO" },
  aliases: { oasdiff: ["api-sunset-date-too-small", "request-parameter-sunset-date-too-small"] },
  examples: {
    bad: [
      {
        name: "a day that has already passed is announced",
        base: exampleOperation({}),
        revision: exampleOperation({ deprecated: true, "x-sunset": "2001-01-31" }),
      },
    ],
    good: [
      {
        name: "a far day is announced",
        base: exampleOperation({}),
        revision: exampleOperation({ deprecated: true, "x-sunset": "Fri, 31 Dec 9999 23:59:59 GMT" }),
      },
      {
        name: "an old announcement comes due",
        base: exampleOperation({ deprecated: true, "x-sunset": "2001-01-31" }),
        revision: exampleOperation({ deprecated: true, "x-sunset": "2001-01-31" }),
      },
    ],
  },
  find: (pair) => {
    const [before, after] = [announcementOf(pair.base), announcementOf(pair.revision)];
    const isAnnounced = isKept(pair) && after.sunsetDay !== undefined && before.sunsetDay === undefined;
    if (!isAnnounced || !after.isDeprecated) return undefined;
    const today = dayOf(pair.today);
    if (today === undefined) return memberDifference(pair, "x-sunset", "announced", "undecided");
    const isTooSoon = after.sunsetDay < today + NOTICE_DAYS_MIN;
    return isTooSoon ? memberDifference(pair, "x-sunset", "announced", "narrowed") : undefined;
  },
});
