import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ComponentDocument, OrderReleaseDocument } from "../../../src/imports/b2mml/mapping/governed-documents.js";
import { ContractFiles, type Json } from "../../contracts/contract-files.js";
import { allocation, BAD_SSCC, breadOrder, component, GOOD_SSCC } from "./messages.js";
import { bakery } from "./plant-profile.js";
import { bodyOf, errorsOf, readText } from "./read-text.js";

function orderOf(text: string, profile = bakery()): OrderReleaseDocument {
  return bodyOf(text, profile) as OrderReleaseDocument;
}

function componentsOf(text: string, profile = bakery()): readonly ComponentDocument[] {
  return orderOf(text, profile).components;
}

describe("B2MML ProductionSchedule", () => {
  it("becomes one release that satisfies the contract", () => {
    const { calls } = readText(breadOrder());
    assert.deepEqual(
      calls.map(({ operation, method, path, resource }) => [operation, method, path, resource]),
      [["releaseOrder", "POST", "/production-order/v1/orders", "order P900/4410"]],
    );
    const breaches = new ContractFiles().breaches(
      "schemas/production-order.yaml",
      "/$defs/OrderRelease",
      calls[0]?.body as Json,
    );
    assert.deepEqual(breaches, []);
  });

  it("takes product, recipe, operation and work centre through the plant's tables", () => {
    const order = orderOf(breadOrder());
    assert.deepEqual(order.material, { number: "BREAD-1" });
    assert.deepEqual(order.quantity, { value: "100", unit: "KGM" });
    assert.deepEqual(
      [order.routing, order.bom],
      [
        { id: "RT-B", version: "1" },
        { id: "BOM-B", version: "2" },
      ],
    );
    assert.deepEqual(order.operations, [
      { operationNumber: "0020", sequence: 1, name: "Baking", workCenterCode: "OVEN01" },
    ]);
    assert.deepEqual([order.erpSystem, order.orderType, order.revision], ["ERP9", "PROCESS", 1]);
  });

  it("keeps two lines of one material apart", () => {
    const lines = componentsOf(breadOrder()).map(({ componentLine, materialNumber, quantity }) => [
      componentLine,
      materialNumber,
      quantity.value,
    ]);
    assert.deepEqual(lines, [
      ["0010", "FLOUR-1", "2"],
      ["0020", "SALT-1", "0.1"],
      ["0030", "FLOUR-1", "70.5"],
    ]);
  });

  it("translates storage locations and material numbers", () => {
    const [only] = componentsOf(breadOrder({ components: component("0020", "OLD-SALT", "1"), allocations: "" }));
    assert.deepEqual([only?.materialNumber, only?.storageLocationCode], ["SALT-1", "RM07"]);
  });

  it("fills the lines of a material in their order with whole lots and says so", () => {
    const allocations =
      allocation("FLOUR-1", "FL-1", GOOD_SSCC, "25") +
      allocation("FLOUR-1", "FL-2", GOOD_SSCC, "25") +
      allocation("SALT-1", "SA-1", GOOD_SSCC, "1");
    const text = breadOrder({ allocations });
    const lots = componentsOf(text).map((line) => line.allocatedLots?.map((lot) => lot.lotNumber));
    assert.deepEqual(lots, [["FL-1"], ["SA-1"], ["FL-2"]]);
    assert.equal(readText(text).codes.filter((code) => code === "INFO ALLOCATION_AMBIGUOUS").length, 2);
  });

  it("leaves out a lot whose material the order does not have and warns", () => {
    const text = breadOrder({ allocations: allocation("YEAST-1", "Y-1", GOOD_SSCC, "1") });
    assert.ok(componentsOf(text).every((line) => line.allocatedLots === undefined));
    assert.ok(readText(text).codes.includes("WARN B2MML_VALUE_NOT_CARRIED"));
  });

  it("starts at the creation of the message and takes the plant's length when no times are named", () => {
    const order = orderOf(breadOrder());
    assert.deepEqual([order.plannedStart, order.plannedEnd], ["2026-03-04T05:06:07.0Z", "2026-03-04T11:06:07.000Z"]);
    assert.ok(readText(breadOrder()).codes.includes("INFO B2MML_VALUE_DEFAULTED"));
  });

  it("takes times and priority that are named", () => {
    const head =
      "<StartTime>2026-03-09T08:00:00+01:00</StartTime><EndTime>2026-03-09T20:00:00+01:00</EndTime><Priority>7</Priority>";
    const order = orderOf(breadOrder({ head }));
    assert.deepEqual(
      [order.plannedStart, order.plannedEnd, order.priority],
      ["2026-03-09T08:00:00+01:00", "2026-03-09T20:00:00+01:00", 7],
    );
  });

  it("names the plant-folder key of every code that is not mapped, all at once", () => {
    const components = component("0010", "FLOUR-1", "1", "LB");
    const { findings, calls } = readText(
      breadOrder({ components, segment: "Frying", center: "9" })
        .replace("BIN-7", "BIN-8")
        .replace("BREAD-1", "BREAD-9"),
    );
    const missing = findings
      .filter(({ code }) => code === "MAPPING_MISSING")
      .map(({ fix }) => fix?.split(" in plant.yaml")[0]);
    const expected = ['"LB" to mappings.unit', '"9" to b2mml.center', '"Frying" to b2mml.segment'];
    const others = ['"BIN-8" to mappings.storageLocation', '"BREAD-9" to b2mml.recipe'];
    assert.deepEqual(new Set(missing), new Set([...expected, ...others].map((entry) => `Add ${entry}`)));
    assert.deepEqual(calls, []);
  });

  it("reports one missing entry once, and nothing that only follows from it", () => {
    const { codes } = readText(breadOrder({ segment: "Frying" }));
    assert.deepEqual(codes, ["INFO B2MML_VALUE_DEFAULTED", "ERROR MAPPING_MISSING"]);
  });

  it("accepts a code that is translated already", () => {
    const [only] = componentsOf(breadOrder({ components: component("0010", "FLOUR-1", "1", "KGM"), allocations: "" }));
    assert.deepEqual(only?.quantity, { value: "1", unit: "KGM" });
  });

  it("refuses a quantity with an empty unit", () => {
    assert.deepEqual(errorsOf(breadOrder({ components: component("0010", "FLOUR-1", "1", "") })), ["UOM_UNKNOWN"]);
  });

  for (const amount of ["-1", "1,5", "1e3", "0x10", "", "1.0000001", "1234567890123"]) {
    it(`refuses the quantity "${amount}"`, () => {
      const errors = errorsOf(breadOrder({ components: component("0010", "FLOUR-1", amount) }));
      assert.deepEqual(errors, ["BAD_QUANTITY"]);
    });
  }

  for (const [amount, expected] of [
    ["+5", "5"],
    [".5", "0.5"],
    ["5.", "5"],
    ["0010.2500000", "10.25"],
  ] as const) {
    it(`reads the quantity "${amount}" as ${expected}`, () => {
      const [only] = componentsOf(breadOrder({ components: component("0010", "FLOUR-1", amount), allocations: "" }));
      assert.equal(only?.quantity.value, expected);
    });
  }

  it("refuses a component without its line", () => {
    const components = component("0010", "FLOUR-1", "1").replace("Indice", "Index");
    assert.deepEqual(errorsOf(breadOrder({ components })), ["B2MML_CONTENT_MISSING"]);
  });

  it("refuses an order with two products or none", () => {
    assert.deepEqual(errorsOf(breadOrder().replace("Consumed", "Produced")), ["B2MML_CONTENT_UNSUPPORTED"]);
    assert.deepEqual(errorsOf(breadOrder().replace("Produced", "Inventoried")), [
      "B2MML_CONTENT_UNSUPPORTED",
      "B2MML_CONTENT_MISSING",
    ]);
  });

  it("leaves out a handling unit with a wrong check digit and reports it, as the plant says", () => {
    const text = breadOrder({ allocations: allocation("SALT-1", "SA-1", BAD_SSCC, "1") });
    const salt = componentsOf(text).find((line) => line.componentLine === "0020");
    assert.deepEqual(salt?.allocatedLots, [{ lotNumber: "SA-1", quantity: { value: "1", unit: "KGM" } }]);
    assert.ok(readText(text).codes.includes("WARN BAD_CHECK_DIGIT"));
  });

  it("refuses the file for a wrong check digit where the plant says so", () => {
    const text = breadOrder({ allocations: allocation("SALT-1", "SA-1", BAD_SSCC, "1") });
    assert.deepEqual(errorsOf(text, bakery({ badCheckDigit: "ERROR" })), ["BAD_CHECK_DIGIT"]);
  });

  it("carries a handling unit with a right check digit", () => {
    const salt = componentsOf(breadOrder({ allocations: allocation("SALT-1", "SA-1", GOOD_SSCC, "1") }))[1];
    assert.equal(salt?.allocatedLots?.[0]?.handlingUnit, GOOD_SSCC);
  });

  it("warns when the file name says another date than the message, and believes the message", () => {
    const { codes, calls } = readText(breadOrder(), bakery(), "PRO-20260404050607-4410.xml");
    assert.ok(codes.includes("WARN FILE_DATE_DIFFERS"));
    const order = calls[0]?.body as OrderReleaseDocument | undefined;
    assert.equal(order?.plannedStart, "2026-03-04T05:06:07.0Z");
    const sameDay = readText(breadOrder(), bakery(), "PRO-20260304180607-4410.xml");
    assert.ok(!sameDay.codes.includes("WARN FILE_DATE_DIFFERS"));
  });

  for (const time of ["2026-03-04", "2026-03-04T05:06:07", "2026-02-30T05:06:07Z", "2026-03-04T05:06:07.0123456789Z"]) {
    it(`refuses the creation time ${time}`, () => {
      assert.deepEqual(errorsOf(breadOrder({ createdAt: time })), ["BAD_TIME"]);
    });
  }
});
