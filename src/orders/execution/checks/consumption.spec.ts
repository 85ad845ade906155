import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Consumption, LotQuantity } from "../../confirmation-report.js";
import { checkConsumption } from "./consumption.js";
import { codesOf, exampleContext, exampleReport, kilograms } from "./execution-fixture.js";

const lot = (lotNumber: string, value: string): LotQuantity => ({ lotNumber, quantity: kilograms(value) });
const check = (...consumption: readonly Consumption[]): string[] =>
  codesOf(checkConsumption(exampleReport({ consumption }), exampleContext()));

describe("the consumption of a report", () => {
  it("names lines of the order, not materials", () => {
    assert.deepEqual(check({ componentLine: "RM-100", quantity: kilograms("1"), lots: [lot("A", "1")] }), [
      "COMPONENT_UNKNOWN /consumption/0/componentLine",
    ]);
  });

  it("names the lots of a line that is lot-tracked", () => {
    assert.deepEqual(check({ componentLine: "0010", quantity: kilograms("1") }), ["LOT_REQUIRED /consumption/0/lots"]);
    const untracked = {
      ...exampleContext(),
      components: exampleContext().components.map((one) => ({ ...one, lotRequired: false })),
    };
    const consumption = [{ componentLine: "0010", quantity: kilograms("1") }];
    assert.deepEqual(checkConsumption(exampleReport({ consumption }), untracked), []);
  });

  it("is the exact sum of its lots, in whatever unit each is said", () => {
    const quantity = kilograms("60");
    assert.deepEqual(
      check({
        componentLine: "0010",
        quantity,
        lots: [lot("A", "35"), { lotNumber: "B", quantity: { value: "1", unit: "BG" } }],
      }),
      [],
    );
    assert.deepEqual(check({ componentLine: "0010", quantity, lots: [lot("A", "59.999999")] }), [
      "BAD_QUANTITY /consumption/0/lots",
    ]);
  });

  it("adds up to a total that can be stored, also over two entries of one line", () => {
    const part = { componentLine: "0010", quantity: kilograms("600000000000"), lots: [lot("A", "600000000000")] };
    assert.deepEqual(codesOf(checkConsumption(exampleReport({ consumption: [part] }), exampleContext())), []);
    const twice = exampleReport({ consumption: [part, part] });
    assert.deepEqual(codesOf(checkConsumption(twice, exampleContext())), [
      "BAD_QUANTITY /consumption/1/quantity/value",
    ]);
  });

  it("is said in a unit that converts exactly", () => {
    assert.deepEqual(check({ componentLine: "0010", quantity: { value: "1", unit: "LTR" }, lots: [lot("A", "1")] }), [
      "UOM_NOT_CONVERTIBLE /consumption/0/quantity/unit",
    ]);
  });

  it("is looked at line by line, and every finding is given", () => {
    const findings = check(
      { componentLine: "0099", quantity: kilograms("1") },
      { componentLine: "0010", quantity: kilograms("1") },
    );
    assert.deepEqual(findings, ["COMPONENT_UNKNOWN /consumption/0/componentLine", "LOT_REQUIRED /consumption/1/lots"]);
  });
});
