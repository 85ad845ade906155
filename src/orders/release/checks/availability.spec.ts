import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ReleasedComponent } from "../../order-release.js";
import { checkAvailability } from "./availability.js";
import type { ComponentClaim } from "./component-claims.js";
import {
  NOW,
  type FixtureChanges,
  exampleData,
  exampleOrder,
  exampleProfile,
  orderWith,
  stockOf,
} from "./release-fixture.js";

const kilograms = (value: string) => ({ quantity: { value, unit: "KGM" } });

function found(components: Partial<ReleasedComponent>[], changes: FixtureChanges): string[] {
  const lines = components.map((component, index) => ({ componentLine: `00${index + 1}0`, ...component }));
  return checkAvailability(orderWith(...lines), exampleData(changes), NOW).map(
    ({ code, severity, pointer }) => `${severity} ${code} ${pointer}`,
  );
}

const claim = (changes: Partial<ComponentClaim>): ComponentClaim => ({
  isOwn: false,
  componentLine: "0010",
  materialNumber: "RM-100",
  storageLocationCode: null,
  quantity: "0",
  issued: "0",
  unit: "KGM",
  ...changes,
});

const shortage = (line: number) => `ERROR MATERIAL_SHORTAGE /components/${line}/quantity`;

describe("availability", () => {
  it("takes the example order with the example plant's stock", () => {
    assert.deepEqual(checkAvailability(exampleOrder(), exampleData(), NOW), []);
  });

  it("takes exactly the stock there is and refuses a gram more", () => {
    assert.deepEqual(found([kilograms("60")], { stock: [stockOf("60")] }), []);
    assert.deepEqual(found([kilograms("60.001")], { stock: [stockOf("60")] }), [shortage(0)]);
    assert.deepEqual(found([kilograms("60")], { stock: [] }), [shortage(0)]);
  });

  it("does not count the same kilogram for two lines of one material", () => {
    const changes = { stock: [stockOf("100")] };
    assert.deepEqual(found([kilograms("60"), kilograms("40")], changes), []);
    assert.deepEqual(found([kilograms("60"), kilograms("41")], changes), [shortage(1)]);
  });

  it("says how much of which material is missing where", () => {
    const [finding] = checkAvailability(orderWith(kilograms("60.5")), exampleData({ stock: [stockOf("60")] }), NOW);
    assert.equal(finding?.message, "Line 0010 needs 60.5 KGM of RM-100; 0.5 KGM are missing in RM01.");
  });

  it("compares across units exactly", () => {
    assert.deepEqual(found([kilograms("25")], { stock: [stockOf("1", { unit: "BG" })] }), []);
    assert.deepEqual(
      found([{ quantity: { value: "25000.001", unit: "GRM" } }], { stock: [stockOf("1", { unit: "BG" })] }),
      [shortage(0)],
    );
  });

  it("subtracts what validated orders have reserved and not drawn yet", () => {
    const claims = [claim({ quantity: "50", issued: "10" })];
    assert.deepEqual(found([kilograms("60")], { stock: [stockOf("100")], claims }), []);
    assert.deepEqual(found([kilograms("60.001")], { stock: [stockOf("100")], claims }), [shortage(0)]);
  });

  it("does not count an order against itself, nor what it has drawn already", () => {
    const claims = [claim({ isOwn: true, quantity: "60", issued: "20" })];
    assert.deepEqual(found([kilograms("60")], { stock: [stockOf("40")], claims }), []);
    assert.deepEqual(found([kilograms("60")], { stock: [stockOf("39")], claims }), [shortage(0)]);
  });

  it("counts stock of the line's place and stock without a place, not that of another place", () => {
    const elsewhere = stockOf("100", { storageLocationCode: "RM02" });
    assert.deepEqual(found([kilograms("60")], { stock: [elsewhere] }), [shortage(0)]);
    assert.deepEqual(found([kilograms("60")], { stock: [elsewhere, stockOf("60", { storageLocationCode: "" })] }), []);
  });

  it("lets a line that is bound to a lot choose before a free one", () => {
    const stock = [stockOf("60", { lotNumber: "LOT-RM-7" }), stockOf("40", { lotNumber: "LOT-2" })];
    assert.deepEqual(found([kilograms("40"), { ...kilograms("60"), lotNumber: "LOT-RM-7" }], { stock }), []);
    assert.deepEqual(found([kilograms("41"), { ...kilograms("60"), lotNumber: "LOT-RM-7" }], { stock }), [shortage(0)]);
  });

  it("draws an allocated container only as far as the line needs it", () => {
    const stock = [stockOf("200", { lotNumber: "LOT-RM-7" })];
    const allocatedLots = [{ lotNumber: "LOT-RM-7", quantity: { value: "199.910", unit: "KGM" } }];
    assert.deepEqual(found([{ ...kilograms("5"), allocatedLots }, kilograms("195")], { stock }), []);
    assert.deepEqual(found([{ ...kilograms("5"), allocatedLots }, kilograms("195.001")], { stock }), [shortage(1)]);
  });

  it("does not count stock in a restricted or expired lot", () => {
    const lot = (lotNumber: string, changes: object) =>
      ({
        type: "lot",
        document: { materialNumber: "RM-100", lotNumber, disposition: "UNRESTRICTED", ...changes },
      }) as const;
    const records = [lot("LOT-R", { disposition: "RESTRICTED" }), lot("LOT-X", { expiresAt: "2026-11-23T08:00:00Z" })];
    const stock = [stockOf("50", { lotNumber: "LOT-R" }), stockOf("50", { lotNumber: "LOT-X" })];
    assert.deepEqual(found([kilograms("1")], { stock, records }), [shortage(0)]);
  });

  it("needs no stock of by-products", () => {
    assert.deepEqual(found([{ ...kilograms("60"), isByProduct: true }], { stock: [] }), []);
  });

  it("warns of an old snapshot and of stock it cannot count", () => {
    const profile = exampleProfile();
    const strict = { ...profile, release: { ...profile.release, stockMaxAgeMinutes: 60 } };
    const old = stockOf("100", { asOf: new Date(NOW.getTime() - 61 * 60_000) });
    assert.deepEqual(found([kilograms("60")], { stock: [old], profile: strict }), [
      "WARN STOCK_STALE /components/0/materialNumber",
    ]);
    const fresh = stockOf("100", { asOf: new Date(NOW.getTime() - 60 * 60_000) });
    assert.deepEqual(found([kilograms("60")], { stock: [fresh], profile: strict }), []);
    assert.deepEqual(found([kilograms("60")], { stock: [stockOf("100", { unit: "LTR" })] }), [
      "WARN UOM_NOT_CONVERTIBLE /components/0/materialNumber",
      shortage(0),
    ]);
  });

  it("refuses a line whose unit cannot be compared, whatever the unit policy says", () => {
    assert.deepEqual(found([{ quantity: { value: "1", unit: "LTR" } }], { stock: [stockOf("100")] }), [
      "ERROR UOM_NOT_CONVERTIBLE /components/0/quantity",
    ]);
  });
});
