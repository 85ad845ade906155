import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { answerOfFlow } from "./answer-of-flow.js";
import type { FlowPosting } from "./flow.js";

const posting = (members: Partial<FlowPosting>): FlowPosting => ({
  id: "01KAR7S5A4D2M6X8C1V3J7H9RB",
  kind: "CONFIRMATION",
  destination: "ERP1",
  state: "PENDING",
  latencyClass: "NRT",
  externalKey: "C1V3J7H9RBD2M6X8",
  carriedBy: null,
  attempts: [],
  enqueuedAt: "2026-11-23T09:00:00.000Z",
  nextAttemptAt: "2026-11-23T09:00:05.000Z",
  postedAt: null,
  erpDocument: null,
  code: null,
  detail: null,
  behind: null,
  ...members,
});
const posted = posting({
  state: "POSTED",
  erpDocument: { number: "4900000001", year: "2026" },
  postedAt: "2026-11-23T09:00:01.000Z",
});
const answer = (...postings: FlowPosting[]): string =>
  answerOfFlow({ state: "RUNNING", code: null, detail: null, subject: null, postings });

describe("the answer of a flow", () => {
  it("names the documents when all of it is in the ERP", () => {
    assert.equal(
      answer(posted),
      "Yes: CONFIRMATION is document 4900000001/2026 in ERP1 since 2026-11-23T09:00:01.000Z.",
    );
  });

  it("is no or not yet as long as one document is missing, however many have arrived", () => {
    const parked = posting({ kind: "ISSUE_TO_ORDER", state: "PARKED", code: "POSTING_PERIOD_CLOSED" });
    const expected = "No: ERP1 refused ISSUE_TO_ORDER (POSTING_PERIOD_CLOSED); it waits for a person.";
    assert.equal(answer(posted, posting({}), parked), expected);
    assert.match(answer(posted, posting({})), /^Not yet: CONFIRMATION is due at 2026-11-23T09:00:05/);
  });

  it("never takes an unknown outcome for a yes or a no", () => {
    assert.match(answer(posting({ state: "PARKED" }), posting({ state: "UNKNOWN" })), /^Nobody knows yet: ERP1/);
  });

  it("says what it waits for", () => {
    const behind = { id: "01KAR7S5A4D2M6X8C1V3J7H9RA", kind: "ISSUE_TO_ORDER", state: "DEAD" } as const;
    assert.match(answer(posting({ behind })), /waits behind ISSUE_TO_ORDER 01KAR7S5A4D2M6X8C1V3J7H9RA .* is DEAD/);
    assert.match(answer(posting({ state: "RETRY_WAIT", code: "ERP_UNAVAILABLE" })), /attempt 1 is due at 2026/);
    assert.match(answer(posting({ state: "BLOCKED_BY_HOLD" })), /quality hold/);
  });

  it("says when there is nothing for the ERP, and where it stopped before", () => {
    const subject = { type: "confirmation", id: "x", state: "QUARANTINED", reason: "UNKNOWN_ORDER", at: null } as const;
    const flow = { code: null, detail: null, postings: [], subject };
    assert.match(answerOfFlow({ ...flow, state: "RUNNING" }), /^Not yet: .* QUARANTINED \(UNKNOWN_ORDER\)/);
    assert.match(answerOfFlow({ ...flow, state: "SUCCEEDED" }), /^It is done; nothing of it goes to the ERP/);
    assert.match(
      answerOfFlow({ ...flow, state: "FAILED", code: "OVER_TOLERANCE" }),
      /^No: it failed \(OVER_TOLERANCE\)/,
    );
  });
});
