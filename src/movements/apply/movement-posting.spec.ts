import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  exampleContext,
  exampleLine,
  exampleMovement,
  exampleMovementOrder,
  kilograms,
} from "./checks/movement-fixture.js";
import { postingOf } from "./movement-posting.js";

describe("the posting of a movement", () => {
  it("has an item for each lot of each line, with its serial numbers", () => {
    const lots = [
      { lotNumber: "A", quantity: kilograms("1"), serials: ["S1"] },
      { lotNumber: "B", quantity: kilograms("1") },
    ];
    const { lots: _, ...bulk } = exampleLine({ lineNumber: 2 });
    const { items } = postingOf(exampleMovement({ lines: [exampleLine({ lots }), bulk] }), exampleContext(), "MX");
    assert.deepEqual(
      items?.map(({ lotNumber, serials, quantity }) => [lotNumber, serials, quantity.value]),
      [
        ["A", ["S1"], "1"],
        ["B", undefined, "1"],
        [undefined, undefined, "2"],
      ],
    );
  });

  it("of a movement without an order stands in the lane of its number and says so", () => {
    const { hasNoOrder, orderNumber, reasonCode } = postingOf(exampleMovement(), exampleContext(), "MX");
    assert.deepEqual([orderNumber, hasNoOrder, reasonCode], ["MX", true, "S01"]);
  });

  it("takes a component from where the order plans it when the movement does not say", () => {
    const { storageLocation: _, ...line } = exampleLine({ componentLine: "0010" });
    const movement = exampleMovement({ movementType: "ISSUE_TO_ORDER", orderNumber: "1", lines: [line] });
    const context = exampleContext({ order: exampleMovementOrder({ components: exampleMovementOrder().components }) });
    assert.equal(postingOf(movement, context, "1").items?.[0]?.storageLocationCode, "RM01");
  });

  it("of a receipt says what it adds to its order, and what its reversal takes away", () => {
    const line = exampleLine({ materialNumber: "FG-4711", quantity: { value: "2", unit: "BG" } });
    const movement = exampleMovement({ movementType: "RECEIPT_FROM_ORDER", orderNumber: "1", lines: [line, line] });
    const order = exampleMovementOrder();
    assert.deepEqual(postingOf(movement, exampleContext({ order }), "1").orderAmount, kilograms("100"));
    const back = exampleContext({ order, isReversal: true, reversesKey: "0123456789ABCDEF" });
    const { isReversal, orderAmount, reversesKey } = postingOf(movement, back, "1");
    assert.deepEqual([isReversal, reversesKey, orderAmount?.value], [true, "0123456789ABCDEF", "-100"]);
  });

  it("of a transfer names both ends, and of a count whether more was found", () => {
    const line = exampleLine({ storageLocation: { from: "RM01", to: "RM02" }, toPlantCode: "P300" });
    const [item] =
      postingOf(exampleMovement({ movementType: "TRANSFER_PLANT", lines: [line] }), exampleContext(), "M").items ?? [];
    assert.deepEqual(
      [item?.storageLocationCode, item?.toStorageLocationCode, item?.toPlantCode],
      ["RM01", "RM02", "P300"],
    );
    const counted = (ends: { from?: string; to?: string }) =>
      postingOf(
        exampleMovement({ movementType: "COUNT_ADJUSTMENT", lines: [exampleLine({ storageLocation: ends })] }),
        exampleContext(),
        "M",
      ).items?.[0];
    assert.deepEqual([counted({ to: "RM01" })?.isGain, counted({ from: "RM01" })?.isGain], [true, false]);
    assert.equal(counted({ to: "RM01" })?.storageLocationCode, "RM01");
  });
});
