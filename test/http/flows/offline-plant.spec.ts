import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { putPlant } from "../../support/gateway/apply-plant.js";
import { assertProblem } from "../../support/gateway/assert-problem.js";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import { BASE, type Json, orderDocument } from "../../support/production-order/documents.js";
import { FlowStage } from "../../support/production-order/flow-stage.js";
import { type Accepted, releaseOrder } from "../../support/production-order/stage.js";

const POLICY = {
  retry: { baseMs: 20, factor: 1, maxMs: 20, maxAgeHours: 1 },
  offline: { failuresMax: 2, probeSeconds: 1, bufferMaxMessages: 2 },
};
/** Nobody listens there: a connection is refused at once. */
const NOBODY = "http://127.0.0.1:9";

let gateway: TestGateway;
let stage: FlowStage;
let first: Accepted;
let second: Accepted;

/** Puts the plant's MES to another address; the profile is put as a whole. */
const mesAt = (url: string): Promise<void> =>
  putPlant(gateway.client, { ...POLICY, systems: { erp: { url: gateway.erpUrl }, mes: { url } } });

const operationOf = async ({ operationId }: Accepted): Promise<{ state: unknown; code: unknown }> => {
  const { body } = await gateway.client.send(`GET ${BASE}/operations/${operationId}`, { as: "erp" });
  return { state: body["state"], code: (body["problem"] as Json | undefined)?.["code"] };
};

before(async () => {
  gateway = await startTestGateway({ role: "all", plant: POLICY });
  stage = new FlowStage(gateway);
  await mesAt(NOBODY);
});
after(() => gateway.close());

describe("a plant whose MES gives no answer", () => {
  it("lets an order wait instead of failing it, and both order and operation say why", async () => {
    first = await releaseOrder(gateway);
    const order = await stage.orderUntil(first.orderNumber, ({ syncState }) => syncState === "BUFFERED");
    assert.match(order.openReasons?.[0] ?? "", /^MES1 of plant P100 gives no answer/);
    assert.deepEqual(await operationOf(first), { state: "RUNNING", code: "PLANT_OFFLINE_BUFFERED" });
  });

  it("lets the orders behind it wait as well", async () => {
    second = await releaseOrder(gateway);
    await stage.orderUntil(second.orderNumber, ({ syncState }) => syncState === "BUFFERED");
  });

  it("refuses a further order with the time to try again when as many wait as may", async () => {
    // The count of waiting orders is up to a second old.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const answer = await gateway.client.send(`POST ${BASE}/orders`, { as: "erp", body: orderDocument() });
    assertProblem(answer, { status: 503, code: "QUEUE_FULL" });
    assert.equal(answer.headers.get("retry-after"), "1");
  });

  it("still takes the next revision of an order that waits, for that takes no further place", async () => {
    const { orderNumber } = second;
    const answer = await releaseOrder(gateway, { orderNumber, revision: 2 });
    second = { ...second, operationId: answer.operationId };
    await stage.orderUntil(orderNumber, ({ syncState }) => syncState === "BUFFERED");
  });

  it("gets every waiting order when its MES answers again, and takes new ones", async () => {
    await mesAt(gateway.mesUrl);
    for (const accepted of [first, second]) {
      await stage.orderUntil(accepted.orderNumber, ({ state }) => state === "READY");
      assert.deepEqual(await operationOf(accepted), { state: "SUCCEEDED", code: undefined });
    }
    await stage.readyOrder();
  });

  it("is told offline, online and done, in this order", async () => {
    const statement =
      "SELECT type, event::json -> 'data' AS data FROM il.outbox WHERE partition_key = 'P100/LINK' ORDER BY id";
    const { rows } = await gateway.database.pool.query<{ type: string; data: Json }>(statement);
    assert.deepEqual(
      rows.map(({ type }) => type),
      ["offline", "online", "replay-completed"].map((name) => `com.interlock.plant.${name}.v1`),
    );
    assert.deepEqual([rows[0]?.data["failures"], rows[1]?.data["waiting"]], [2, 1]);
  });
});
