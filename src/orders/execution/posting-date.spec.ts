import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { postingDateOf } from "./posting-date.js";

const dateOf = (occurredAt: string, timeZone: string): string => postingDateOf({ occurredAt }, timeZone);

describe("the posting date", () => {
  it("is the day in the plant, not in Greenwich", () => {
    assert.equal(dateOf("2026-11-22T23:30:00Z", "Europe/Berlin"), "2026-11-23");
    assert.equal(dateOf("2026-11-23T02:30:00Z", "America/New_York"), "2026-11-22");
    assert.equal(dateOf("2026-12-31T10:30:00Z", "Pacific/Kiritimati"), "2027-01-01");
  });

  it("follows the plant into summer time and out of it", () => {
    assert.equal(dateOf("2026-03-28T22:30:00Z", "Europe/Berlin"), "2026-03-28");
    assert.equal(dateOf("2026-03-29T22:30:00Z", "Europe/Berlin"), "2026-03-30");
    assert.equal(dateOf("2026-10-24T22:30:00Z", "Europe/Berlin"), "2026-10-25");
    assert.equal(dateOf("2026-10-25T22:30:00Z", "Europe/Berlin"), "2026-10-25");
  });

  it("is that of the instant, whatever offset and fraction it was written with", () => {
    assert.equal(dateOf("2026-11-23T00:30:00.123456789+02:00", "Europe/Berlin"), "2026-11-22");
    assert.equal(dateOf("2016-12-31T23:59:60Z", "Europe/London"), "2016-12-31");
  });

  it("is the reported one where there is one", () => {
    assert.equal(
      postingDateOf({ occurredAt: "2026-11-23T12:00:00Z", postingDate: "2026-11-30" }, "Europe/Berlin"),
      "2026-11-30",
    );
  });
});
