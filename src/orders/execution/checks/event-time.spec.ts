import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkEventTime } from "./event-time.js";
import { codesOf, exampleContext, exampleReport } from "./execution-fixture.js";

/** Released at 07:00, planned from 08:00; the clocks may differ by two minutes. */
const check = (occurredAt: string): string[] =>
  codesOf(checkEventTime(exampleReport({ occurredAt }), exampleContext()));

describe("the time of a report", () => {
  it("may lie before the release by as much as the clocks of the plant may differ", () => {
    assert.deepEqual(check("2026-11-23T06:58:00Z"), []);
    assert.deepEqual(check("2026-11-23T06:57:59.999Z"), ["EVENT_BEFORE_RELEASE /occurredAt"]);
    assert.deepEqual(check("2026-11-23T07:58:00+01:00"), []);
  });

  it("may lie before the release when the order was planned for a time before it", () => {
    const context = exampleContext();
    const document = { ...context.order.document, plannedStart: "2012-10-31T08:00:00Z" };
    const late = { ...context, order: { ...context.order, document } };
    assert.deepEqual(checkEventTime(exampleReport({ occurredAt: "2012-10-31T09:00:00Z" }), late), []);
  });

  it("may not lie in the future by more than the clocks of the plant may differ", () => {
    assert.deepEqual(check("2026-11-23T12:02:00Z"), []);
    assert.deepEqual(check("2026-11-23T12:02:00.001Z"), ["BAD_TIME /occurredAt"]);
  });

  it("may be a leap second", () => {
    const context = exampleContext();
    const document = { ...context.order.document, plannedStart: "2016-12-31T23:59:60Z" };
    const order = { ...context.order, document };
    assert.deepEqual(checkEventTime(exampleReport({ occurredAt: "2016-12-31T23:59:60Z" }), { ...context, order }), []);
  });
});
