import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { OrderRelease } from "../../order-release.js";
import { checkPlantContext } from "./plant-context.js";
import type { PlantData } from "./release-check.js";
import { NOW, exampleData, exampleOrder, exampleProfile } from "./release-fixture.js";

const found = (order: OrderRelease, data: PlantData, now = NOW): string[] =>
  checkPlantContext(order, data, now).map(({ code, severity, pointer }) => `${severity} ${code} ${pointer}`);

const plant = { plantCode: "P100", companyCode: "1000", erpSystem: "ERP1", status: "ACTIVE" } as const;
const period = (key: string, open: boolean) =>
  ({ type: "posting-period", document: { companyCode: "1000", period: key, open } }) as const;

describe("plant-context", () => {
  it("takes an order of the plant's own ERP in an open period", () => {
    assert.deepEqual(found(exampleOrder(), exampleData()), []);
  });

  it("refuses an inactive plant, whether the profile or the ERP says so", () => {
    const inactive = ["ERROR PLANT_INACTIVE /plantCode"];
    assert.deepEqual(
      found(exampleOrder(), exampleData({ profile: { ...exampleProfile(), status: "INACTIVE" } })),
      inactive,
    );
    const records = [{ type: "plant", document: { ...plant, status: "INACTIVE" } }] as const;
    assert.deepEqual(found(exampleOrder(), exampleData({ records })), inactive);
  });

  it("refuses an order of another ERP, and a plant record that disagrees with the profile", () => {
    assert.deepEqual(found(exampleOrder({ erpSystem: "ERP9" }), exampleData()), ["ERROR PLANT_MISMATCH /erpSystem"]);
    const records = [{ type: "plant", document: { ...plant, companyCode: "2000" } }] as const;
    assert.deepEqual(found(exampleOrder(), exampleData({ records })), ["ERROR PLANT_MISMATCH /plantCode"]);
  });

  it("warns of a planned start on a holiday or weekend of the plant's time zone", () => {
    const calendar = { workingDays: ["MONDAY", "TUESDAY"], holidays: ["2026-11-24"] } as const;
    const data = exampleData({ records: [{ type: "plant", document: { ...plant, calendar } }] });
    const startingAt = (plannedStart: string) =>
      found(exampleOrder({ plannedStart, plannedEnd: "2026-11-30T00:00:00Z" }), data);
    assert.deepEqual(startingAt("2026-11-23T08:00:00Z"), []);
    assert.deepEqual(startingAt("2026-11-22T23:30:00Z"), [], "in Berlin it is Monday already");
    assert.deepEqual(startingAt("2026-11-24T08:00:00Z"), ["WARN OUTSIDE_CALENDAR /plannedStart"]);
    assert.deepEqual(startingAt("2026-11-25T08:00:00Z"), ["WARN OUTSIDE_CALENDAR /plannedStart"]);
  });

  it("refuses a closed posting period that has come, and warns of one that may still open", () => {
    const closed = exampleData({ records: [period("2026-11", false)] });
    assert.deepEqual(found(exampleOrder(), closed), ["ERROR POSTING_PERIOD_CLOSED /plannedStart"]);
    const october = new Date("2026-10-31T12:00:00Z");
    assert.deepEqual(found(exampleOrder(), closed, october), ["WARN POSTING_PERIOD_CLOSED /plannedStart"]);
  });

  it("warns of a posting period it knows nothing about, instead of passing it", () => {
    const order = exampleOrder({ plannedEnd: "2031-01-02T00:00:00Z" });
    assert.deepEqual(found(order, exampleData()), ["WARN POSTING_PERIOD_CLOSED /plannedEnd"]);
  });
});
