import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkConfirmation } from "./check-confirmation.js";
import { codesOf, exampleContext, exampleReport, kilograms } from "./execution-fixture.js";

describe("the checks of a report", () => {
  it("let a report pass that has nothing wrong", () => {
    assert.deepEqual(checkConfirmation(exampleReport(), exampleContext()), []);
  });

  it("all run, so that one finding does not hide another", () => {
    const report = exampleReport({
      operationNumber: "0099",
      occurredAt: "2012-10-31T09:00:00Z",
      yield: kilograms("0"),
      scrapReasonCode: "SPILLED",
      consumption: [{ componentLine: "0099", quantity: kilograms("1") }],
      producedLots: [{ lotNumber: "A", quantity: kilograms("1") }],
    });
    assert.deepEqual(codesOf(checkConfirmation(report, exampleContext())), [
      "OPERATION_UNKNOWN /operationNumber",
      "EVENT_BEFORE_RELEASE /occurredAt",
      "BAD_QUANTITY /yield/value",
      "REASON_CODE_UNKNOWN /scrapReasonCode",
      "COMPONENT_UNKNOWN /consumption/0/componentLine",
      "BAD_QUANTITY /producedLots",
    ]);
  });
});
