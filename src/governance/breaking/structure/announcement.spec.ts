import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dayOf, deprecationDay, removalOf } from "./announcement.js";
import { Cursor } from "./cursor.js";

const place = (value: unknown): Cursor => Cursor.ofRoot(value);

describe("announcements", () => {
  it("reads a date, an instant and an HTTP date as the same day", () => {
    const days = ["2026-11-23", "2026-11-23T10:00:00Z", "Mon, 23 Nov 2026 10:00:00 GMT"].map(dayOf);
    assert.deepEqual(new Set(days).size, 1);
  });

  it("reads no day from what only looks like one", () => {
    assert.deepEqual(["soon", "2026-13-45", "2026", undefined].map(dayOf), [
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("reads the Deprecation field's form (RFC 9745)", () => {
    assert.equal(deprecationDay(place({ "x-deprecation": "@1688169599" })), dayOf("2023-06-30"));
  });

  it("allows a removal from the day of the sunset on", () => {
    const removed = place({ deprecated: true, "x-sunset": "2026-11-23" });
    assert.equal(removalOf(removed, "2026-11-22"), "before-sunset");
    assert.equal(removalOf(removed, "2026-11-23"), "after-sunset");
  });

  it("does not decide about a sunset when nobody says which day it is", () => {
    assert.equal(removalOf(place({ deprecated: true, "x-sunset": "2026-11-23" }), undefined), "undated");
  });

  it("reads the sunset from x-interlock too", () => {
    assert.equal(
      removalOf(place({ deprecated: true, "x-interlock": { sunset: "2026-01-01" } }), "2026-11-23"),
      "after-sunset",
    );
  });
});
