import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { systemClock } from "../../../src/kernel/clock.js";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import { BASE, lineDocument } from "../../support/inventory-movement/documents.js";
import type { Json } from "../../support/production-order/documents.js";
import { FlowStage } from "../../support/production-order/flow-stage.js";

const RETRY = { baseMs: 20, factor: 1, maxMs: 20, maxAgeHours: 1 };
const kilograms = (value: string): Json => ({ value, unit: "KGM" });
const now = (): string => systemClock.now().toISOString();

let gateway: TestGateway;
let stage: FlowStage;

before(async () => {
  gateway = await startTestGateway({ role: "all", plant: { retry: RETRY } });
  stage = new FlowStage(gateway);
  await stage.tell("mes", "behaviour", { acknowledge: "ACK", delayMs: 0 });
});
after(() => gateway.close());

/** Sends a movement and waits until it is in the ERP. @returns its address */
async function moved(target: string, body: Json, headers: Record<string, string> = {}): Promise<string> {
  const answer = await gateway.client.send(target, { as: "mes", body, headers: { ...headers, prefer: "wait=10" } });
  assert.deepEqual([answer.status, answer.body["state"]], [200, "SUCCEEDED"], JSON.stringify(answer.body));
  return String(answer.body["resource"]);
}

async function reversed(resource: string): Promise<void> {
  const { headers } = await gateway.client.send(`GET ${resource}`, { as: "auditor" });
  const etag = headers.get("etag") ?? "";
  await moved(`POST ${resource}:reverse`, { reasonCode: "S02", occurredAt: now() }, { "if-match": etag });
}

/** Lots that a lot was made of, as `<material> <lot> <kind>`. */
async function parentsOf(materialNumber: string, lotNumber: string): Promise<readonly string[]> {
  const path = `/quality-event/v1/genealogy/${materialNumber}/${lotNumber}?depth=1`;
  const { body } = await gateway.client.send(`GET ${path}`, { as: "auditor" });
  const edges = body["edges"] as readonly { readonly parent: Json; readonly kind: string }[];
  return edges.map(({ parent, kind }) => `${String(parent["materialNumber"])} ${String(parent["lotNumber"])} ${kind}`);
}

const line = (amount: string, changes: Json = {}): Json =>
  lineDocument({
    quantity: kilograms(amount),
    lots: [{ lotNumber: "LOT-RM-7", quantity: kilograms(amount) }],
    ...changes,
  });

describe("the genealogy of lots that movements carry", () => {
  it("forgets a lot that the order gave back as a whole, and knows it again when the return is taken back", async () => {
    const orderNumber = await stage.readyOrder();
    const head = { plantCode: "P100", orderNumber, occurredAt: now() };
    const component = { componentLine: "0010", materialNumber: "RM-100" };
    await moved(`POST ${BASE}/movements`, { ...head, movementType: "ISSUE_TO_ORDER", lines: [line("24", component)] });
    const produced = [{ lotNumber: "LOT-BACK", quantity: kilograms("10") }];
    const report = await stage.report(orderNumber, { operationNumber: "0020", producedLots: produced });
    assert.equal((await stage.settled(report)).state, "APPLIED");
    assert.deepEqual(await parentsOf("FG-4711", "LOT-BACK"), ["RM-100 LOT-RM-7 TRANSFORM"]);

    const back = (amount: string): Json => ({
      ...head,
      movementType: "RETURN_TO_STOCK",
      lines: [line(amount, { ...component, storageLocation: { to: "RM01" } })],
    });
    await moved(`POST ${BASE}/movements`, back("4"));
    assert.deepEqual(await parentsOf("FG-4711", "LOT-BACK"), ["RM-100 LOT-RM-7 TRANSFORM"], "20 kg are in the product");
    const rest = await moved(`POST ${BASE}/movements`, back("20"));
    assert.deepEqual(await parentsOf("FG-4711", "LOT-BACK"), []);
    await reversed(rest);
    assert.deepEqual(await parentsOf("FG-4711", "LOT-BACK"), ["RM-100 LOT-RM-7 TRANSFORM"]);
  });

  it("splits a lot that goes on as another material, and takes that back with the movement", async () => {
    const body = {
      plantCode: "P100",
      movementType: "TRANSFER_MATERIAL",
      occurredAt: now(),
      lines: [
        line("3", {
          materialNumber: "RM-100",
          toMaterialNumber: "RM-200",
          storageLocation: { from: "RM01", to: "RM01" },
        }),
      ],
    };
    const resource = await moved(`POST ${BASE}/movements`, body);
    assert.deepEqual(await parentsOf("RM-200", "LOT-RM-7"), ["RM-100 LOT-RM-7 SPLIT"]);
    await reversed(resource);
    assert.deepEqual(await parentsOf("RM-200", "LOT-RM-7"), []);
  });
});
