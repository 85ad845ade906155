import { announcementOf, deprecationDay } from "../../src/governance/breaking/structure/announcement.js";
import type { Cursor } from "../../src/governance/breaking/structure/cursor.js";
import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "sunset-invalid",
  watches: "announced",
  area: "lifecycle",
  title: "The announced end cannot be read, or lies before the deprecation",
  why: "No caller and no gateway knows when the thing goes (RFC 9745 §4: the sunset must not come first).",
  remedy: "Write x-sunset as 2027-06-30, as an RFC 3339 instant or as an HTTP date.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "INFO" },
  aliases: {
    oasdiff: [
      "api-deprecated-sunset-parse",
      "request-parameter-sunset-parse",
      "request-property-deprecated-sunset-invalid",
      "response-property-deprecated-sunset-invalid",
    ],
  },
  examples: {
    bad: [
      {
        name: "the day is a word",
        base: exampleOperation({}),
        revision: exampleOperation({ deprecated: true, "x-sunset": "soon" }),
      },
      {
        name: "the day lies before the deprecation",
        base: exampleOperation({ deprecated: true }),
        revision: exampleOperation({ deprecated: true, "x-deprecation": "@253402214400", "x-sunset": "9999-01-01" }),
      },
    ],
    good: [
      {
        name: "the day is an RFC 3339 instant",
        base: exampleOperation({}),
        revision: exampleOperation({ deprecated: true, "x-sunset": "9999-12-31T00:00:00Z" }),
      },
    ],
  },
  find: (pair) => {
    const isFaulty = [pair.base, pair.revision].some((place) => !isSunsetSound(place));
    return isKept(pair) && isFaulty ? memberDifference(pair, "x-sunset", "invalid", "incomparable") : undefined;
  },
});

function isSunsetSound(place: Cursor): boolean {
  const { sunsetText, sunsetDay } = announcementOf(place);
  const deprecated = deprecationDay(place);
  if (sunsetText === undefined) return true;
  return sunsetDay !== undefined && (deprecated === undefined || deprecated <= sunsetDay);
}
