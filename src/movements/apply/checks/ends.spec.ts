import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { MovementLine, MovementType } from "../../movement.js";
import { checkEnds } from "./ends.js";
import {
  checkLine,
  codesOf,
  exampleContext,
  exampleLine,
  exampleMovement,
  exampleMovementOrder,
} from "./movement-fixture.js";

const check = (movementType: MovementType, changes: Partial<MovementLine>): string[] =>
  checkLine(checkEnds, exampleLine(changes), { movementType });

describe("the ends of a movement", () => {
  it("are the storage locations that the ERP document needs", () => {
    assert.deepEqual(check("SCRAP", { storageLocation: { to: "RM01" } }), [
      "STORAGE_LOCATION_MISSING /lines/0/storageLocation/from",
    ]);
    assert.deepEqual(check("TRANSFER_LOCATION", { storageLocation: { from: "RM01" } }), [
      "STORAGE_LOCATION_MISSING /lines/0/storageLocation/to",
    ]);
    assert.deepEqual(check("TRANSFER_LOCATION", { storageLocation: { from: "RM01", to: "RM02" } }), []);
  });

  it("may be left out where the order plans where its component is taken from", () => {
    const { storageLocation: _, ...line } = exampleLine({ componentLine: "0010" });
    const movement = exampleMovement({ movementType: "ISSUE_TO_ORDER", lines: [line] });
    assert.deepEqual(codesOf(checkEnds(movement, exampleContext({ order: exampleMovementOrder() }))), []);
    assert.deepEqual(codesOf(checkEnds(movement, exampleContext())), [
      "STORAGE_LOCATION_MISSING /lines/0/storageLocation/from",
    ]);
  });

  it("of a count are one: where more was found, or where less was", () => {
    assert.deepEqual(check("COUNT_ADJUSTMENT", { storageLocation: { to: "RM01" } }), []);
    assert.deepEqual(check("COUNT_ADJUSTMENT", { storageLocation: { from: "RM01", to: "RM02" } }), [
      "STORAGE_LOCATION_MISSING /lines/0/storageLocation",
    ]);
  });

  it("of a status change are two different statuses", () => {
    assert.deepEqual(check("STATUS_CHANGE", { stockStatus: { from: "QUALITY", to: "UNRESTRICTED" } }), []);
    for (const stockStatus of [{ from: "QUALITY" }, { from: "QUALITY", to: "QUALITY" }] as const) {
      assert.deepEqual(check("STATUS_CHANGE", { stockStatus }), ["MOVEMENT_END_MISSING /lines/0/stockStatus"]);
    }
  });

  it("of a transfer are another plant or another material", () => {
    const storageLocation = { from: "RM01", to: "RM02" };
    assert.deepEqual(check("TRANSFER_PLANT", { storageLocation, toPlantCode: "P300" }), []);
    assert.deepEqual(check("TRANSFER_PLANT", { storageLocation, toPlantCode: "P100" }), [
      "MOVEMENT_END_MISSING /lines/0/toPlantCode",
    ]);
    assert.deepEqual(check("TRANSFER_MATERIAL", { storageLocation }), [
      "MOVEMENT_END_MISSING /lines/0/toMaterialNumber",
    ]);
  });
});
