import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { codesOf, exampleContext, exampleReport } from "./execution-fixture.js";
import { checkReasonCodes } from "./reason-codes.js";

describe("the reasons of a report", () => {
  it("are codes of the plant's list", () => {
    const check = (code: string): string[] =>
      codesOf(checkReasonCodes(exampleReport({ scrapReasonCode: code, pauseReasonCode: "S01" }), exampleContext()));
    assert.deepEqual(check("S01"), []);
    assert.deepEqual(check("SPILLED"), ["REASON_CODE_UNKNOWN /scrapReasonCode"]);
  });

  it("may be left out", () => {
    assert.deepEqual(checkReasonCodes(exampleReport(), exampleContext()), []);
  });
});
