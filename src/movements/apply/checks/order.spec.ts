import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { MovementLine, MovementType } from "../../movement.js";
import type { MovementOrder } from "../../movement-orders.js";
import {
  codesOf,
  exampleContext,
  exampleLine,
  exampleMovement,
  exampleMovementOrder,
  kilograms,
} from "./movement-fixture.js";
import { checkOrder } from "./order.js";

function check(line: Partial<MovementLine>, movementType: MovementType, order: Partial<MovementOrder> = {}): string[] {
  const movement = exampleMovement({ movementType, orderNumber: "1000042", lines: [exampleLine(line)] });
  return codesOf(checkOrder(movement, exampleContext({ order: exampleMovementOrder(order) })));
}

describe("the order of a movement", () => {
  it("takes movements only while it is worked on", () => {
    assert.deepEqual(check({}, "SCRAP", { state: "HELD" }), ["ORDER_HELD /orderNumber"]);
    for (const state of ["COMPLETED", "CLOSED", "CANCELLED", "ABORTED"]) {
      assert.deepEqual(check({}, "SCRAP", { state }), ["ORDER_CLOSED /orderNumber"], state);
    }
  });

  it("knows its component lines by their number, and what stands in them", () => {
    assert.deepEqual(check({ componentLine: "0010" }, "ISSUE_TO_ORDER"), []);
    assert.deepEqual(check({ componentLine: "0090" }, "ISSUE_TO_ORDER"), ["COMPONENT_UNKNOWN /lines/0/componentLine"]);
    assert.deepEqual(check({ componentLine: "0010", materialNumber: "RM-200" }, "RETURN_TO_STOCK"), [
      "COMPONENT_UNKNOWN /lines/0/materialNumber",
    ]);
  });

  it("receives its own product, exact in its own unit", () => {
    assert.deepEqual(check({ materialNumber: "FG-4711" }, "RECEIPT_FROM_ORDER"), []);
    assert.deepEqual(check({}, "RECEIPT_FROM_ORDER"), ["MATERIAL_UNKNOWN /lines/0/materialNumber"]);
    const quantity = kilograms("1");
    assert.deepEqual(check({ materialNumber: "FG-4711", quantity }, "RECEIPT_FROM_ORDER", { unit: "LTR" }), [
      "UOM_NOT_CONVERTIBLE /lines/0/quantity/unit",
    ]);
  });
});
