import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { OrderRelease } from "../../order-release.js";
import { checkMassBalance } from "./mass-balance.js";
import { NOW, type FixtureChanges, exampleData, exampleOrder, orderWith } from "./release-fixture.js";

// The example order makes 100 KGM in a plant that allows a factor of 1.5.
const kilograms = (value: string) => ({ quantity: { value, unit: "KGM" } });

const found = (order: OrderRelease, changes: FixtureChanges = {}): string[] =>
  checkMassBalance(order, exampleData(changes), NOW).map(({ code, severity }) => `${severity} ${code}`);

describe("mass-balance", () => {
  it("takes an order up to the plant's factor and refuses one above it", () => {
    assert.deepEqual(found(exampleOrder()), []);
    assert.deepEqual(found(orderWith(kilograms("100"), kilograms("50"))), []);
    assert.deepEqual(found(orderWith(kilograms("100"), kilograms("50.001"))), ["ERROR MASS_BALANCE"]);
  });

  it("weighs through the material's own units", () => {
    assert.deepEqual(found(orderWith({ quantity: { value: "6", unit: "BG" } })), []);
    assert.deepEqual(found(orderWith({ quantity: { value: "7", unit: "BG" } })), ["ERROR MASS_BALANCE"]);
  });

  it("counts by-products and co-products as produced", () => {
    assert.deepEqual(found(orderWith(kilograms("165"), { ...kilograms("10"), isByProduct: true })), []);
    const coProducts = [{ materialNumber: "RM-200", ...kilograms("10") }];
    assert.deepEqual(found({ ...orderWith(kilograms("165")), coProducts }), []);
    assert.deepEqual(found(orderWith(kilograms("165"))), ["ERROR MASS_BALANCE"]);
  });

  it("does not weigh components without a mass", () => {
    const records = [{ type: "material", document: { number: "RM-100", baseUnit: "C62" } }] as const;
    assert.deepEqual(found(orderWith({ quantity: { value: "100000", unit: "C62" } }), { records }), []);
  });

  it("says that it could not be drawn when the product has no mass", () => {
    const records = [{ type: "material", document: { number: "FG-4711", baseUnit: "C62" } }] as const;
    assert.deepEqual(found(exampleOrder({ quantity: { value: "4", unit: "C62" } }), { records }), [
      "WARN MASS_BALANCE",
    ]);
  });
});
