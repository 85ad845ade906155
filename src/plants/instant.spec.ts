import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { instantOf, parseInstant } from "./instant.js";

describe("parseInstant", () => {
  it("reads offsets and up to nine decimals", () => {
    assert.equal(parseInstant("2026-11-23T09:00:00.3149559+01:00")?.toISOString(), "2026-11-23T08:00:00.314Z");
    assert.equal(parseInstant("2024-02-29T23:59:59-23:59")?.toISOString(), "2024-03-01T23:58:59.000Z");
  });

  for (const text of [
    "2026-02-30T00:00:00Z",
    "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-10T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-01-01T24:00:01Z",
    "2026-01-01T00:60:00Z",
    "2016-12-31T23:59:60Z",
    "0000-01-01T00:00:00Z",
    "1899-12-31T23:59:59Z",
    "1900-01-01T00:00:00+00:01",
    "2026-01-01T00:00:00",
    "2026-01-01T00:00:00+24:00",
    "2026-01-01",
    "2026-01-01T00:00:00z",
    "now",
    "infinity",
    "",
  ]) {
    it(`refuses "${text}"`, () => assert.equal(parseInstant(text), undefined));
  }
});

describe("instantOf", () => {
  it("takes a leap second for the second before it, and leaves other times alone", () => {
    assert.equal(instantOf("2016-12-31T23:59:60.25Z").toISOString(), "2016-12-31T23:59:59.250Z");
    assert.equal(instantOf("2017-01-01T05:29:60+05:30").toISOString(), "2016-12-31T23:59:59.000Z");
    assert.equal(instantOf("2026-11-23T08:60:00Z").getTime(), Number.NaN, "no minute 60");
  });
});
