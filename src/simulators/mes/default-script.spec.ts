import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DEFAULT_BEHAVIOUR } from "./behaviour.js";
import { makeDefaultScript } from "./default-script.js";
import type { Amount, ExecutionStep, MesOrder } from "./mes-order.js";
import { toMicros } from "./split-amount.js";

const order: MesOrder = {
  plantCode: "P100",
  orderNumber: "1000042",
  quantity: { value: "100", unit: "KG" },
  operations: [
    { operationNumber: "0020", sequence: 2 },
    { operationNumber: "0010", sequence: 1 },
  ],
  components: [
    {
      componentLine: "0010",
      operationNumber: "0010",
      materialNumber: "RM-100",
      quantity: { value: "60.001", unit: "KG" },
      lotRequired: true,
    },
    { componentLine: "0030", operationNumber: "0010", materialNumber: "RM-100", quantity: { value: "7", unit: "KG" } },
    {
      componentLine: "0040",
      operationNumber: "0020",
      materialNumber: "RM-300",
      quantity: { value: "1", unit: "KG" },
      backflush: true,
    },
  ],
};

const sum = (amounts: (Amount | undefined)[]): bigint =>
  amounts.reduce((total, amount) => total + toMicros(amount?.value ?? "0"), 0n);
const of = (steps: ExecutionStep[], operation: string) => steps.filter((step) => step.operationNumber === operation);

describe("default script", () => {
  const steps = makeDefaultScript(order, DEFAULT_BEHAVIOUR);

  it("plays operations in sequence: start, two partials, completion", () => {
    const kinds = ["START", "PARTIAL", "PARTIAL", "COMPLETE"];
    assert.deepEqual(
      steps.map((step) => step.kind),
      [...kinds, ...kinds],
    );
    assert.deepEqual([steps[0]?.operationNumber, steps[4]?.operationNumber], ["0010", "0020"]);
    assert.deepEqual(steps.filter((step) => step.final === true).length, 2);
  });

  it("makes yield and scrap of the last operation the quantity of the order, with a reason", () => {
    const last = of(steps, "0020");
    assert.equal(sum(last.map((step) => step.yield)) + sum(last.map((step) => step.scrap)), toMicros("100"));
    assert.deepEqual(
      last.flatMap((step) => step.scrapReasonCode ?? []),
      ["S01"],
    );
    assert.equal(sum(last.flatMap((step) => step.producedLots ?? []).map((lot) => lot.quantity)), toMicros("98"));
  });

  it("consumes every line exactly, line by line, from the lots it needs, in canonical units", () => {
    const consumption = of(steps, "0010").flatMap((step) => step.consumption ?? []);
    const line = consumption.filter((entry) => entry.componentLine === "0010");
    assert.equal(sum(line.map((entry) => entry.quantity)), toMicros("60.001"));
    assert.equal(sum(line.flatMap((entry) => entry.lots ?? []).map((lot) => lot.quantity)), toMicros("60.001"));
    assert.deepEqual(
      [...new Set(line.flatMap((entry) => entry.lots ?? []).map((lot) => lot.lotNumber))],
      ["A-0010", "B-0010"],
    );
    assert.ok(
      line.some((entry) => entry.lots?.length === 2),
      "one report takes from two lots",
    );
    assert.equal(
      sum(consumption.filter((entry) => entry.componentLine === "0030").map((entry) => entry.quantity)),
      toMicros("7"),
    );
    assert.ok(consumption.every((entry) => entry.quantity.unit === "KGM"));
    assert.equal(
      of(steps, "0020").some((step) => step.consumption !== undefined),
      false,
      "a backflushed line is the ERP's",
    );
  });

  it("takes allocated lots in their order", () => {
    const quantity = { value: "10", unit: "KGM" };
    const allocatedLots = [
      { lotNumber: "X", quantity: { value: "3", unit: "KGM" } },
      { lotNumber: "Y", quantity: { value: "7", unit: "KGM" } },
    ];
    const component = { componentLine: "0010", operationNumber: "0010", materialNumber: "M", quantity, allocatedLots };
    const lots = makeDefaultScript({ ...order, components: [component] }, DEFAULT_BEHAVIOUR)
      .flatMap((step) => step.consumption ?? [])
      .flatMap((entry) => entry.lots ?? []);
    assert.equal(sum(lots.filter((lot) => lot.lotNumber === "X").map((lot) => lot.quantity)), toMicros("3"));
    assert.equal(sum(lots.filter((lot) => lot.lotNumber === "Y").map((lot) => lot.quantity)), toMicros("7"));
  });

  it("splits no piece, and makes a single piece in one report", () => {
    const pieces = makeDefaultScript(
      { ...order, quantity: { value: "7", unit: "ST" }, components: [] },
      DEFAULT_BEHAVIOUR,
    );
    assert.ok(pieces.every((step) => step.yield === undefined || /^\d+$/.test(step.yield.value)));
    assert.equal(sum(of(pieces, "0020").map((step) => step.yield)), toMicros("7"));
    const one = makeDefaultScript(
      { ...order, quantity: { value: "1", unit: "C62" }, components: [] },
      DEFAULT_BEHAVIOUR,
    );
    assert.deepEqual(
      of(one, "0020").map((step) => step.kind),
      ["START", "COMPLETE"],
    );
  });
});
