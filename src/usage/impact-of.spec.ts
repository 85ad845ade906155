import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { describeImpact } from "./describe-impact.js";
import { type DeclaredReads, type Impact, impactOf, type TouchingChange } from "./impact-of.js";
import { toObservedUsage } from "./observation.js";
import type { RecordedCalls, RecordedField, RecordedUsage } from "./recorded-usage.js";

const since = new Date("2026-10-01T00:00:00Z");
const window = { startedAt: since, observedUntil: new Date("2026-11-23T00:00:00Z"), lostCalls: 0 };

const calls = (
  clientId: string,
  plantCode: string,
  count: number,
  more: Partial<RecordedCalls> = {},
): RecordedCalls => ({
  operation: "POST /orders",
  clientId,
  plantCode,
  calls: count,
  requests: count,
  answers: count,
  isComplete: true,
  lastDay: "2026-11-20",
  ...more,
});

const field = (
  clientId: string,
  plantCode: string,
  name: string,
  count: number,
  direction: RecordedField["direction"] = "request",
): RecordedField => ({
  operation: "POST /orders",
  clientId,
  plantCode,
  direction,
  field: name,
  calls: count,
});

const touching = (...fieldPaths: string[]): TouchingChange["touches"] => [{ operation: "POST /orders", fieldPaths }];

const change = (more: Partial<TouchingChange>): TouchingChange => ({
  rule: "max-length",
  view: "request",
  touches: touching("/note"),
  fact: { change: "narrowed" },
  ...more,
});

const usage: RecordedUsage = {
  since,
  windows: [window],
  calls: [calls("erp-eu", "P100", 1000), calls("erp-eu", "P200", 204), calls("erp-us", "P300", 50)],
  fields: [
    field("erp-eu", "P100", "/note", 900),
    field("erp-eu", "P200", "/note", 4),
    field("erp-us", "P300", "/dueDate", 50),
    field("erp-eu", "P100", "/status", 10, "response"),
    field("erp-us", "P300", "/lots/L7/quantity", 3),
  ],
};

const judge = (touch: TouchingChange, recorded: RecordedUsage, reads?: DeclaredReads): Impact =>
  impactOf(touch, toObservedUsage(recorded), reads);

describe("impactOf", () => {
  it("names the clients, plants and counts behind a field", () => {
    const impact = judge(change({}), usage);
    assert.equal(impact.verdict, "used");
    assert.deepEqual(impact.clients, [
      {
        clientId: "erp-eu",
        operation: "POST /orders",
        plantCodes: ["P100", "P200"],
        calls: 1204,
        touchingCalls: 904,
        observedCalls: 1204,
        lastDay: "2026-11-20",
      },
    ]);
    assert.equal(
      describeImpact(impact),
      "Used since 2026-10-01 by erp-eu (plants P100, P200): 904 of 1204 bodies in 1204 calls of POST /orders, last on 2026-11-20.",
    );
  });

  it("says that nobody used it, and since when somebody looked", () => {
    const impact = judge(change({ touches: touching("/comment") }), usage);
    assert.equal(impact.verdict, "unused");
    assert.equal(describeImpact(impact), "No client used it since 2026-10-01.");
  });

  it("does not know when nobody counted", () => {
    const impact = judge(change({}), { ...usage, windows: [] });
    assert.equal(impact.verdict, "unknown");
    assert.match(describeImpact(impact), /unknown/);
  });

  it("does not know when calls were lost and none of those counted touch it", () => {
    const lossy = { ...usage, windows: [{ ...window, lostCalls: 7 }] };
    assert.equal(judge(change({ touches: touching("/comment") }), lossy).verdict, "unknown");
  });

  it("does not know when not every field was looked at and none of those counted touch it", () => {
    const cut = { ...usage, calls: usage.calls.map((own) => ({ ...own, isComplete: false })) };
    assert.equal(judge(change({ touches: touching("/comment") }), cut).verdict, "unknown");
  });

  it("counts every call for a change of the operation itself", () => {
    const impact = judge(
      change({ rule: "operation.removed", touches: touching(), fact: { change: "removed" } }),
      usage,
    );
    assert.deepEqual(
      impact.clients.map(({ clientId, touchingCalls }) => [clientId, touchingCalls]),
      [
        ["erp-eu", 1204],
        ["erp-us", 50],
      ],
    );
  });

  it("names those who do not send a field that becomes required", () => {
    const impact = judge(change({ rule: "required", touches: touching("/dueDate") }), usage);
    assert.deepEqual(
      impact.clients.map(({ clientId, touchingCalls }) => [clientId, touchingCalls]),
      [["erp-eu", 1204]],
    );
  });

  it("finds members whose names are data", () => {
    const impact = judge(change({ touches: touching("/lots/?/quantity") }), usage);
    assert.deepEqual(
      impact.clients.map(({ clientId, touchingCalls }) => [clientId, touchingCalls]),
      [["erp-us", 3]],
    );
  });

  it("leaves out clients that declare not to read the field of an answer", () => {
    const ofStatus = change({ view: "response", touches: touching("/status") });
    assert.equal(judge(ofStatus, usage).verdict, "used");
    assert.equal(judge(ofStatus, usage, new Map([["erp-eu", new Set(["/id"])]])).verdict, "unused");
  });

  it("says when fields of answers were sampled and when nothing was counted for a while", () => {
    const sampled = {
      ...usage,
      calls: [calls("erp-eu", "P100", 1000, { answers: 60 })],
      windows: [
        { ...window, observedUntil: new Date("2026-10-02T00:00:00Z") },
        { ...window, startedAt: new Date("2026-10-03T00:00:00Z") },
      ],
    };
    const { caveats } = judge(change({ view: "response", touches: touching("/status") }), sampled);
    assert.deepEqual(caveats, [
      "fields of answers are counted in a sample of them",
      "nothing was counted for 24 hours of the window",
    ]);
  });

  it("does not know about messages, which are not counted", () => {
    assert.equal(
      judge(change({ touches: [{ operation: "send orderReleased", fieldPaths: [] }] }), usage).verdict,
      "unknown",
    );
  });
});
