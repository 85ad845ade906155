import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import { BASE, type Json, orderDocument } from "../../support/production-order/documents.js";
import { type FindingView, FlowStage } from "../../support/production-order/flow-stage.js";
import { releaseOrder } from "../../support/production-order/stage.js";

let gateway: TestGateway;
let stage: FlowStage;

before(async () => {
  gateway = await startTestGateway({ role: "all" });
  stage = new FlowStage(gateway);
});
after(() => gateway.close());
beforeEach(() => stage.tell("mes", "behaviour", { acknowledge: "ACK", delayMs: 0 }));

const releaseAndWait = async (
  changes: Json = {},
): Promise<{ orderNumber: string; operation: Json; status: number }> => {
  const body = orderDocument(changes);
  const headers = { prefer: "wait=10" };
  const answer = await gateway.client.send(`POST ${BASE}/orders`, { as: "erp", body, headers });
  return { orderNumber: body.orderNumber, operation: answer.body, status: answer.status };
};

const timelineOf = async (orderNumber: string): Promise<readonly Json[]> => {
  const { body } = await gateway.client.send(`GET ${BASE}/orders/P100/${orderNumber}/timeline`, { as: "auditor" });
  return body["items"] as readonly Json[];
};

describe("release of an order", () => {
  it("ends with the order READY in the plant, the caller told and the ERP informed", async () => {
    const { orderNumber, operation, status } = await releaseAndWait();
    assert.deepEqual([status, operation["state"]], [200, "SUCCEEDED"]);
    const order = await stage.order(orderNumber);
    assert.deepEqual([order.state, order.syncState, order.findings], ["READY", "ACKNOWLEDGED", []]);
    assert.deepEqual(
      order.progress.map(({ operationNumber, state }) => `${operationNumber} ${state}`),
      ["0010 READY", "0020 WAITING"],
    );
    await stage.posted(orderNumber, "ORDER_ACKNOWLEDGEMENT");
    const kinds = (await timelineOf(orderNumber)).map((entry) => entry["kind"]);
    assert.deepEqual(
      kinds.filter((kind) => kind !== "posting.posted"),
      [
        "production-order.released",
        "production-order.validated",
        "production-order.dispatched",
        "production-order.acknowledged",
        "production-order.state-changed",
      ],
    );
  });

  it("hands the order to the MES as the ERP sent it, once", async () => {
    const { orderNumber } = await releaseAndWait();
    const response = await fetch(`${gateway.mesUrl}/simulator/orders/P100/${orderNumber}`);
    const taken = (await response.json()) as {
      dispatches: { dispatchId: string; revision: number }[];
      received: number;
    };
    const { dispatchId } = await stage.order(orderNumber);
    assert.deepEqual([taken.received, taken.dispatches.map((one) => one.dispatchId)], [1, [dispatchId]]);
  });

  it("rejects with every finding at once, and neither dispatches nor posts", async () => {
    const order = orderDocument();
    const operations = (order["operations"] as readonly Json[]).map((one) => ({ ...one, workCenterCode: "NOWHERE" }));
    const { orderNumber, operation, status } = await releaseAndWait({
      operations,
      material: { number: "UNHEARD-OF" },
      erpSystem: "ERP9",
    });
    assert.deepEqual([status, operation["state"]], [200, "FAILED"]);
    const problem = operation["problem"] as { readonly code: string; readonly errors: readonly FindingView[] };
    const codes = new Set(problem.errors.map(({ code }) => code));
    assert.equal(problem.code, "ORDER_REJECTED");
    assert.ok(codes.has("MATERIAL_UNKNOWN") && codes.has("WORK_CENTER_UNKNOWN") && codes.size >= 3, [...codes].join());
    const view = await stage.order(orderNumber);
    assert.deepEqual([view.state, view.syncState, view.dispatchId], ["RELEASED", "REJECTED", undefined]);
    assert.deepEqual(view.findings, problem.errors);
    assert.equal((await fetch(`${gateway.mesUrl}/simulator/orders/P100/${orderNumber}`)).status, 404);
    assert.deepEqual(await stage.erpDocuments(orderNumber), []);
  });

  it("validates a corrected revision of a rejected order anew", async () => {
    const { orderNumber } = await releaseAndWait({ material: { number: "UNHEARD-OF" } });
    const corrected = await releaseAndWait({ orderNumber, revision: 2 });
    assert.equal(corrected.operation["state"], "SUCCEEDED");
    assert.deepEqual((await stage.order(orderNumber)).findings, []);
  });

  it("tells the ERP's caller why the MES refused", async () => {
    await stage.tell("mes", "behaviour", { acknowledge: "NACK", nackCode: "NO_RECIPE" });
    const { orderNumber, operation } = await releaseAndWait();
    const problem = operation["problem"] as { readonly code: string; readonly detail: string };
    assert.deepEqual([operation["state"], problem.code], ["FAILED", "ORDER_NACKED"]);
    assert.match(problem.detail, /NO_RECIPE/);
    assert.equal((await stage.order(orderNumber)).syncState, "NACKED");
  });

  it("ends once when the same order is released twice at the same time", async () => {
    const body = orderDocument();
    const send = () => gateway.client.send(`POST ${BASE}/orders`, { as: "erp", body, headers: { prefer: "wait=10" } });
    const [first, second] = await Promise.all([send(), send()]);
    assert.equal(first.body["id"], second.body["id"]);
    assert.deepEqual([first.body["state"], second.body["state"]], ["SUCCEEDED", "SUCCEEDED"]);
    const posted = await stage.erpDocuments(body.orderNumber);
    assert.ok(posted.length <= 1);
  });
});

describe("timeline of an order", () => {
  it("pages without loss and without repeats, in the order of time", async () => {
    const { orderNumber } = await releaseOrder(gateway);
    await stage.orderUntil(orderNumber, ({ state }) => state === "READY");
    const whole = (await timelineOf(orderNumber)).filter((entry) => entry["kind"] !== "posting.posted");
    const paged: Json[] = [];
    let cursor = "";
    do {
      const target = `GET ${BASE}/orders/P100/${orderNumber}/timeline?limit=1${cursor}`;
      const { status, body } = await gateway.client.send(target, { as: "mes" });
      assert.equal(status, 200);
      paged.push(...(body["items"] as readonly Json[]));
      cursor = typeof body["nextCursor"] === "string" ? `&cursor=${body["nextCursor"]}` : "";
    } while (cursor !== "");
    assert.deepEqual(
      paged.filter((entry) => entry["kind"] !== "posting.posted"),
      whole,
    );
    const times = paged.map((entry) => String(entry["at"]));
    assert.deepEqual(times, times.toSorted());
  });
});
