import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { eventually } from "../../../src/orchestration/conformance/eventually.js";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import { BASE, type Json, reportDocument } from "../../support/production-order/documents.js";
import { FlowStage } from "../../support/production-order/flow-stage.js";
import { listItem } from "../../support/production-order/samples.js";

const RETRY = { baseMs: 20, factor: 1, maxMs: 20, maxAgeHours: 1 };
const kilograms = (value: string): Json => ({ value, unit: "KGM" });

let gateway: TestGateway;
let stage: FlowStage;

before(async () => {
  gateway = await startTestGateway({ role: "all", plant: { retry: RETRY } });
  stage = new FlowStage(gateway);
});
after(() => gateway.close());

async function kindsOf(orderNumber: string): Promise<readonly string[]> {
  const { body } = await gateway.client.send(`GET ${BASE}/orders/P100/${orderNumber}/timeline?limit=500`, {
    as: "auditor",
  });
  return (body["items"] as readonly { readonly kind: string }[]).map(({ kind }) => kind);
}

describe("reports that a plant kept while it was offline", () => {
  it("are applied by their sequence, in whatever order the list has them, and complete their orders", async () => {
    const orders = [await stage.readyOrder(), await stage.readyOrder()];
    const reportsOf = (orderNumber: string): Json[] =>
      [
        { kind: "START", yield: undefined, sequence: 1 },
        { kind: "PAUSE", yield: undefined, sequence: 2 },
        { kind: "RESUME", yield: undefined, sequence: 3 },
        {
          kind: "COMPLETE",
          yield: kilograms("100"),
          labor: [{ personRef: "op-7f3a", activity: "RUN", duration: "PT2H" }],
          machineTime: "PT1H50M",
          sequence: 4,
        },
        { operationNumber: "0020", kind: "COMPLETE", yield: kilograms("100"), sequence: 5 },
      ].map((changes) => listItem(orderNumber, { report: reportDocument(changes) }));
    const lines = orders.flatMap(reportsOf).toReversed();
    const answer = await gateway.client.send(`POST ${BASE}/confirmations:bulk`, {
      as: "mes",
      body: lines.map((line) => JSON.stringify(line)).join("\n"),
      headers: { "content-type": "application/x-ndjson" },
    });
    assert.deepEqual([answer.status, answer.body["accepted"]], [200, 10], JSON.stringify(answer.body));
    for (const orderNumber of orders) {
      await stage.orderUntil(orderNumber, ({ state }) => state === "COMPLETED");
      const told = (
        await eventually(
          () => kindsOf(orderNumber),
          (kinds) => kinds.includes("production-order.completed"),
        )
      ).filter((kind) => kind.startsWith("operation-confirmation.") || kind === "labor.recorded");
      assert.deepEqual(told, [
        "operation-confirmation.started",
        "operation-confirmation.paused",
        "operation-confirmation.resumed",
        "operation-confirmation.completed",
        "labor.recorded",
        "operation-confirmation.completed",
      ]);
    }
  });
});
