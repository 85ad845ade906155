import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkBookingTime } from "./booking-time.js";
import { codesOf, exampleContext, exampleMovement } from "./movement-fixture.js";

const period = (open: boolean) => ({
  type: "posting-period" as const,
  document: { companyCode: "1000", period: "2026-11", open },
});

describe("the time of a movement", () => {
  it("is not in the future beyond the tolerance of the plant's clocks", () => {
    const at = (occurredAt: string): string[] =>
      codesOf(checkBookingTime(exampleMovement({ occurredAt }), exampleContext()));
    assert.deepEqual(at("2026-11-23T12:02:00Z"), []);
    assert.deepEqual(at("2026-11-23T12:02:01Z"), ["BAD_TIME /occurredAt"]);
  });

  it("lies in a posting period that is open", () => {
    const movement = exampleMovement({ postingDate: "2026-11-23" });
    assert.deepEqual(checkBookingTime(movement, exampleContext({ records: [period(true)] })), []);
    assert.deepEqual(codesOf(checkBookingTime(movement, exampleContext({ records: [period(false)] }))), [
      "POSTING_PERIOD_CLOSED /postingDate",
    ]);
  });

  it("is warned about when nobody says whether its posting period is open", () => {
    const [finding] = checkBookingTime(exampleMovement(), exampleContext({ postingDate: "1999-01-01" }));
    assert.deepEqual([finding?.code, finding?.severity], ["POSTING_PERIOD_CLOSED", "WARN"]);
  });
});
