import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkHolds } from "./holds.js";
import { exampleOrder } from "./release-fixture.js";

describe("holds on what an order needs", () => {
  it("refuse it, each by name and at its place", () => {
    const order = exampleOrder();
    const [operation] = order.operations;
    const keys = [
      `ORDER:${order.orderNumber}`,
      `WORK_CENTER:${operation?.workCenterCode}`,
      `MATERIAL:${order.material.number}`,
    ];
    const findings = checkHolds(
      order,
      keys.map((key, index) => ({ holdId: `H${index}`, key })),
    );
    assert.deepEqual(
      findings.map(({ code, severity, pointer }) => [code, severity, pointer]),
      [
        ["HOLD_BLOCKS_RELEASE", "ERROR", ""],
        ["HOLD_BLOCKS_RELEASE", "ERROR", "/operations/0/workCenterCode"],
        ["HOLD_BLOCKS_RELEASE", "ERROR", "/material/number"],
      ],
    );
    assert.match(findings[0]?.message ?? "", /Hold H0/);
  });

  it("that there are none of leave the order alone", () => {
    assert.deepEqual(checkHolds(exampleOrder(), []), []);
  });
});
