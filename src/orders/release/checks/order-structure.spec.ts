import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkOrderStructure } from "./order-structure.js";
import { exampleOrder, orderWith } from "./release-fixture.js";

const operation = (operationNumber: string, sequence: number, predecessors: string[] = []) => ({
  operationNumber,
  sequence,
  workCenterCode: "MIX01",
  predecessors,
});

const found = (order: ReturnType<typeof exampleOrder>): string[] =>
  checkOrderStructure(order).map(({ code, pointer }) => `${code} ${pointer}`);

describe("order-structure", () => {
  it("takes the contract's example order", () => {
    assert.deepEqual(found(exampleOrder()), []);
  });

  it("takes operations that run in parallel", () => {
    const operations = [operation("0010", 1), operation("0020", 1), operation("0030", 2, ["0010", "0020"])];
    assert.deepEqual(found({ ...exampleOrder(), operations, components: [] }), []);
  });

  it("refuses an operation number that is used twice", () => {
    const operations = [operation("0010", 1), operation("0010", 2)];
    assert.deepEqual(found({ ...exampleOrder(), operations, components: [] }), [
      "OPERATION_DUPLICATE /operations/1/operationNumber",
    ]);
  });

  it("refuses a component line that is used twice, but not a material on two lines", () => {
    assert.deepEqual(found(orderWith({ componentLine: "0010" }, { componentLine: "0010" })), [
      "COMPONENT_LINE_DUPLICATE /components/1/componentLine",
    ]);
    assert.deepEqual(found(orderWith({ componentLine: "0010" }, { componentLine: "0030" })), []);
  });

  it("refuses components and predecessors of operations the order does not have", () => {
    const order = { ...orderWith({ operationNumber: "0099" }), operations: [operation("0010", 1, ["0098"])] };
    assert.deepEqual(found(order), [
      "OPERATION_UNKNOWN /components/0/operationNumber",
      "OPERATION_UNKNOWN /operations/0/predecessors/0",
    ]);
  });

  it("refuses a predecessor that does not come before", () => {
    const operations = [operation("0010", 2), operation("0020", 2, ["0010"])];
    assert.deepEqual(found({ ...exampleOrder(), operations, components: [] }), [
      "OPERATION_SEQUENCE_INVALID /operations/1/predecessors/0",
    ]);
  });

  it("names the circle in which operations wait for each other", () => {
    const operations = [operation("0010", 1, ["0030"]), operation("0020", 2, ["0010"]), operation("0030", 3, ["0020"])];
    const [finding, ...others] = checkOrderStructure({ ...exampleOrder(), operations, components: [] });
    assert.deepEqual(others, []);
    assert.equal(finding?.code, "OPERATIONS_CYCLIC");
    assert.equal(finding?.message, "Operations wait for each other: 0010 after 0030 after 0020 after 0010.");
  });

  it("takes a row of 200 operations in any order", () => {
    const operations = Array.from({ length: 200 }, (_, index) =>
      operation(String(index), index + 1, index === 0 ? [] : [String(index - 1)]),
    ).toReversed();
    assert.deepEqual(found({ ...exampleOrder(), operations, components: [] }), []);
  });

  it("takes a leap second for a time", () => {
    assert.deepEqual(found(exampleOrder({ plannedStart: "2016-12-31T23:59:60Z" })), []);
    assert.deepEqual(found(exampleOrder({ plannedEnd: "2016-12-31T23:59:60.5Z" })), ["BAD_TIME /plannedEnd"]);
  });

  it("refuses zero quantities and an end before the start", () => {
    const order = {
      ...orderWith({ quantity: { value: "0.000", unit: "KGM" } }),
      quantity: { value: "0", unit: "KGM" },
      plannedEnd: "2026-11-23T08:59:59+01:00",
    };
    assert.deepEqual(found(order), [
      "BAD_TIME /plannedEnd",
      "BAD_QUANTITY /quantity/value",
      "BAD_QUANTITY /components/0/quantity/value",
    ]);
  });
});
