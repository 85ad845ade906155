import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isDate, isDateTime, isDuration } from "./time-formats.js";

describe("isDate", () => {
  it("accepts the days a month has, leap days included", () => {
    for (const text of ["2026-11-23", "2024-02-29", "2000-02-29", "0001-01-01", "2026-12-31"])
      assert.ok(isDate(text), text);
  });
  it("refuses days that do not exist and other spellings", () => {
    const texts = [
      "2026-02-29",
      "1900-02-29",
      "0000-02-29",
      "2026-04-31",
      "2026-13-01",
      "2026-00-10",
      "2026-01-00",
      "26-01-01",
      "2026-1-1",
      "2026-01-01 ",
      "+002026-01-01",
      "2026-01-01Z",
    ];
    for (const text of texts) assert.ok(!isDate(text), text);
  });
});

describe("isDateTime", () => {
  it("accepts Z, offsets, up to nine fractional digits and real leap seconds", () => {
    const texts = [
      "2026-11-23T08:00:00Z",
      "2026-11-23T08:00:00.1Z",
      "2026-11-23T08:00:00.123456789+05:30",
      "2024-02-29T23:59:59-12:00",
      "1990-12-31T23:59:60Z",
      "1990-12-31T15:59:60-08:00",
      "1991-01-01T00:59:60+01:00",
    ];
    for (const text of texts) assert.ok(isDateTime(text), text);
  });
  it("refuses what RFC 3339 or the calendar does not know", () => {
    const texts = [
      "2026-11-23T08:00:00",
      "2026-11-23T24:00:00Z",
      "2026-11-23T08:60:00Z",
      "2026-02-30T08:00:00Z",
      "2026-11-23T08:00:00.Z",
      "2026-11-23T08:00:00.1234567890Z",
      "2026-11-23 08:00:00Z",
      "2026-11-23t08:00:00z",
      "2026-11-23T08:00Z",
      "2026-11-23T08:00:00+0100",
      "2026-11-23T08:00:00+24:00",
      "1990-12-31T23:58:60Z",
      "1990-12-31T23:59:61Z",
      "1990-12-31T23:59:60+01:00",
      "2026-11-23T08:00:00Z\n",
      "２026-11-23T08:00:00Z",
    ];
    for (const text of texts) assert.ok(!isDateTime(text), text);
  });
});

describe("isDuration", () => {
  it("accepts ISO 8601 durations", () => {
    for (const text of ["PT1H30M", "P1D", "P2W", "P1Y2M3DT4H5M6S", "PT0.5S", "P1M", "PT1M", "PT36H"])
      assert.ok(isDuration(text), text);
  });
  it("refuses empty and misordered ones", () => {
    for (const text of ["P", "PT", "1H", "P1H", "PT1D", "P1W2D", "P1DT", "PT1S1H", "-PT1H", "PT1.5H", "pt1h", "PT1H "])
      assert.ok(!isDuration(text), text);
  });
});
