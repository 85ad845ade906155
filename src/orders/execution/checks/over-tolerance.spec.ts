import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ConfirmationReport } from "../../confirmation-report.js";
import type { ExecutionContext } from "./execution-context.js";
import { exampleContext, exampleReport, kilograms } from "./execution-fixture.js";
import { checkOverTolerance } from "./over-tolerance.js";

/** The order allows 5 percent more than its 100 kg; 60 of them are made. */
function check(
  changes: Partial<ConfirmationReport>,
  overTolerance: "WARN" | "BLOCK",
  overTolerancePct?: number,
): string[] {
  const context = exampleContext();
  const { overTolerancePct: stated, ...document } = context.order.document;
  const percent = overTolerancePct ?? stated;
  const order = {
    ...context.order,
    yield: "60",
    document: { ...document, ...(percent === undefined ? {} : { overTolerancePct: percent }) },
  };
  const profile = { ...context.profile, tolerances: { ...context.profile.tolerances, overTolerance } };
  const changed: ExecutionContext = { ...context, order, profile };
  const report = exampleReport({ operationNumber: "0020", ...changes });
  return checkOverTolerance(report, changed).map(({ code, severity }) => `${severity} ${code}`);
}

describe("over-production", () => {
  it("is measured on the sum of the reports, to the last digit", () => {
    assert.deepEqual(check({ yield: kilograms("45") }, "BLOCK"), []);
    assert.deepEqual(check({ yield: kilograms("45.000001") }, "BLOCK"), ["ERROR OVER_TOLERANCE"]);
    assert.deepEqual(check({ yield: { value: "45000", unit: "GRM" } }, "BLOCK"), []);
  });

  it("is a warning where the plant only warns", () => {
    assert.deepEqual(check({ yield: kilograms("46") }, "WARN"), ["WARN OVER_TOLERANCE"]);
  });

  it("may be a fraction of a percent", () => {
    assert.deepEqual(check({ yield: kilograms("40.1") }, "BLOCK", 0.1), []);
    assert.deepEqual(check({ yield: kilograms("40.100001") }, "BLOCK", 0.1), ["ERROR OVER_TOLERANCE"]);
  });

  it("is asked of the last operation only, which makes the product", () => {
    assert.deepEqual(check({ yield: kilograms("500"), operationNumber: "0010" }, "BLOCK"), []);
  });
});
