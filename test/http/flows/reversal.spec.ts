import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import { type Json, consumptionOf } from "../../support/production-order/documents.js";
import { FlowStage } from "../../support/production-order/flow-stage.js";

const RETRY = { baseMs: 20, factor: 1, maxMs: 20, maxAgeHours: 1 };
const kilograms = (value: string): Json => ({ value, unit: "KGM" });

let gateway: TestGateway;
let stage: FlowStage;

before(async () => {
  gateway = await startTestGateway({ role: "all", plant: { retry: RETRY } });
  stage = new FlowStage(gateway);
});
after(() => gateway.close());
beforeEach(async () => {
  await stage.tell("erp", "conditions", {});
  await stage.tell("erp", "faults", { rules: [] });
});

const partial: Json = {
  yield: kilograms("40"),
  consumption: [consumptionOf("0010", "24", "LOT-RM-7")],
  labor: [{ personRef: "op-7f3a", activity: "RUN", duration: "PT1H" }],
};

describe("the reversal of a confirmation", () => {
  it("subtracts what it had added and cancels its documents, the last one first", async () => {
    const orderNumber = await stage.readyOrder();
    const report = await stage.report(orderNumber, partial);
    await stage.settled(report);
    const reversal = await stage.reverse(report);
    assert.equal((await stage.ended(reversal)).state, "SUCCEEDED");
    const { progress, totals } = await stage.order(orderNumber);
    assert.deepEqual([progress[0]?.state, totals.consumedByLine], ["RUNNING", {}]);
    const shown = await stage.confirmation(reversal);
    const original = await stage.confirmation(report);
    assert.deepEqual([shown.reverses, original.reversedBy], [report.resource, reversal.resource].map(idOf));
    assert.deepEqual(
      shown.postings.map(({ kind, state }) => `${kind} ${state}`),
      ["CONFIRMATION POSTED", "ISSUE_TO_ORDER POSTED"],
    );
    assert.deepEqual(
      original.postings.map(({ state }) => state),
      ["REVERSED", "REVERSED"],
    );
    assert.deepEqual(
      (await stage.erpDocuments(orderNumber)).slice(1).map(({ kind }) => kind),
      ["ISSUE_TO_ORDER", "CONFIRMATION", "CONFIRMATION_CANCELLATION", "RETURN_TO_STOCK"],
    );
  });

  it("of the last one lets a completed order run again", async () => {
    const orderNumber = await stage.readyOrder();
    await stage.report(orderNumber, { kind: "COMPLETE", yield: kilograms("100"), sequence: 1 });
    const last = await stage.report(orderNumber, {
      operationNumber: "0020",
      kind: "COMPLETE",
      yield: kilograms("100"),
      producedLots: [{ lotNumber: "FG-9", quantity: kilograms("100") }],
      sequence: 2,
    });
    await stage.orderUntil(orderNumber, ({ state }) => state === "COMPLETED");
    const reversal = await stage.reverse(last);
    assert.equal((await stage.ended(reversal)).state, "SUCCEEDED");
    const { progress, state, totals } = await stage.order(orderNumber);
    assert.deepEqual([state, progress[1]?.state], ["RUNNING", "RUNNING"]);
    assert.deepEqual([totals["yield"]?.value, totals["received"]?.value], ["0", "0"]);
    const again = { operationNumber: "0020", kind: "COMPLETE", yield: kilograms("99"), sequence: 3 };
    await stage.report(orderNumber, again);
    await stage.orderUntil(orderNumber, (order) => order.state === "COMPLETED");
  });

  it("is parked where the ERP refuses, with the documents before it cancelled and those behind it waiting", async () => {
    const orderNumber = await stage.readyOrder();
    const report = await stage.report(orderNumber, partial);
    await stage.settled(report);
    await stage.tell("erp", "conditions", { shortMaterials: ["RM-100"] });
    const reversal = await stage.reverse(report);
    const end = await stage.ended(reversal);
    assert.deepEqual([end.state, end.problem?.code], ["PARKED", "MATERIAL_SHORTAGE"]);
    assert.deepEqual(
      (await stage.confirmation(reversal)).postings.map(({ kind, state }) => `${kind} ${state}`),
      ["CONFIRMATION POSTED", "ISSUE_TO_ORDER PARKED"],
    );
    assert.deepEqual(
      (await stage.confirmation(report)).postings.map(({ state }) => state),
      ["POSTED", "REVERSED"],
    );
  });

  it("that got no answer is looked up before it is sent again", async () => {
    const orderNumber = await stage.readyOrder();
    const report = await stage.report(orderNumber, { yield: kilograms("10") });
    await stage.settled(report);
    const rules = [{ match: { kind: "CONFIRMATION_CANCELLATION" }, fault: "answer-lost-after-commit", times: 1 }];
    await stage.tell("erp", "faults", { rules });
    const reversal = await stage.reverse(report);
    assert.equal((await stage.ended(reversal)).state, "SUCCEEDED");
    const documents = (await stage.erpDocuments(orderNumber)).map(({ kind }) => kind);
    assert.equal(documents.filter((kind) => kind === "CONFIRMATION_CANCELLATION").length, 1);
  });
});

const idOf = (resource: string): string => resource.split("/").at(-1) ?? "";
