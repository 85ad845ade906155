import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type QualityScope, partitionKeyOf, scopeKey, scopeOfKey } from "./quality-scope.js";

const SCOPES: readonly QualityScope[] = [
  { type: "ORDER", orderNumber: "10/42" },
  { type: "OPERATION", orderNumber: "10/42", operationNumber: "0010" },
  { type: "LOT", materialNumber: "RM/1", lotNumber: "L-7" },
  { type: "SERIAL", materialNumber: "FG", serialNumber: "SN.1" },
  { type: "MATERIAL", materialNumber: "FG" },
  { type: "WORK_CENTER", workCenterCode: "MIX/01" },
];

describe("the scope of a quality event", () => {
  it("is found again from its key, slashes in its codes included", () => {
    assert.deepEqual(
      SCOPES.map((scope) => scopeOfKey(scopeKey(scope))),
      SCOPES,
    );
  });

  it("orders the events of an order with those of the order, and others by themselves", () => {
    assert.deepEqual(
      SCOPES.slice(0, 3).map((scope) => partitionKeyOf("P1", scope)),
      ["P1/10/42", "P1/10/42", "P1/LOT/RM/1~L-7"],
    );
  });
});
