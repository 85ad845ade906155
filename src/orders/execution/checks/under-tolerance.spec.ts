import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ConfirmationReport } from "../../confirmation-report.js";
import { exampleContext, exampleReport, kilograms } from "./execution-fixture.js";
import { checkUnderTolerance } from "./under-tolerance.js";

/** The order is about 100 kg, 5 percent less is allowed; 60 of them are made. */
function check(changes: Partial<ConfirmationReport>): string[] {
  const context = exampleContext();
  const document = { ...context.order.document, underTolerancePct: 5 };
  const order = { ...context.order, yield: "60", document };
  const report = exampleReport({ operationNumber: "0020", kind: "COMPLETE", ...changes });
  return checkUnderTolerance(report, { ...context, order }).map(({ code, severity }) => `${severity} ${code}`);
}

describe("under-production", () => {
  it("is told at the end of the last operation, on the sum of the reports and to the last digit", () => {
    assert.deepEqual(check({ yield: kilograms("35") }), []);
    assert.deepEqual(check({ yield: kilograms("34.999999") }), ["WARN UNDER_TOLERANCE"]);
    assert.deepEqual(check({ yield: { value: "35000", unit: "GRM" } }), []);
  });

  it("is nothing yet before the last report, nor in an operation before the last one", () => {
    assert.deepEqual(check({ yield: kilograms("1"), kind: "PARTIAL" }), []);
    assert.deepEqual(check({ yield: kilograms("1"), operationNumber: "0010" }), []);
  });
});
