import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AccessTokenSource } from "../../../src/cli/access-token.js";
import { systemClock } from "../../../src/kernel/clock.js";
import { createClientStore } from "../../../src/platform/security/public.js";
import { startTestGateway, type TestGateway } from "../../support/gateway/test-gateway.js";
import { BASE, type Json, orderDocument } from "../../support/production-order/documents.js";

const without = (value: Json, name: string): Json =>
  Object.fromEntries(Object.entries(value).filter(([member]) => member !== name));

describe("field lists over HTTP", () => {
  let gateway: TestGateway;
  let sent = 0;
  const tokens = new Map<string, AccessTokenSource>();
  before(async () => {
    gateway = await startTestGateway({ role: "gateway" });
    const store = createClientStore(systemClock);
    await gateway.database.unitOfWork.run(async (tx) => {
      for (const role of ["planner", "edge-agent", "mes-service"]) {
        const grants = [{ role, plants: ["P100"] }];
        const credentials = await store.create(tx, { clientId: role, name: role, kind: "SERVICE", grants });
        tokens.set(role, new AccessTokenSource(gateway.url, credentials, systemClock));
      }
    });
  });
  after(() => gateway.close());

  async function send(role: string, target: string, body?: unknown): Promise<{ status: number; body: Json }> {
    const [method = "", path = ""] = target.split(" ");
    const headers: Record<string, string> = { authorization: `Bearer ${await tokens.get(role)?.token()}` };
    if (body !== undefined) headers["content-type"] = "application/json";
    if (method === "POST") headers["idempotency-key"] = `mask-${sent++}`;
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(gateway.url + path, init);
    return { status: response.status, body: (await response.json()) as Json };
  }

  it("refuse a member that the sender may not write, name it, and store nothing", async () => {
    const order = orderDocument({ extensions: { sap: { schedulingType: "1" } } });
    const { status, body } = await send("planner", `POST ${BASE}/orders`, order);
    assert.deepEqual([status, body["code"]], [403, "FORBIDDEN_FIELD"]);
    assert.deepEqual(
      (body["errors"] as { pointer: string }[]).map(({ pointer }) => pointer),
      ["/extensions"],
    );
    const stored = "SELECT 1 FROM il.production_order WHERE order_number = $1";
    assert.equal((await gateway.database.unitOfWork.read(stored, [order.orderNumber])).length, 0);
    const { extensions, ...allowed } = order as Json;
    assert.ok(extensions);
    assert.equal((await send("planner", `POST ${BASE}/orders`, allowed)).status, 202);
  });

  it("show exactly the permitted members of an order, alone, in a list and in its timeline", async () => {
    const order = orderDocument();
    await send("planner", `POST ${BASE}/orders`, order);
    const path = `${BASE}/orders/P100/${order.orderNumber}`;
    const whole = (await send("mes-service", `GET ${path}`)).body;
    const { openReasons, correlationId, ...visible } = whole;
    assert.ok(Array.isArray(openReasons));
    assert.equal(typeof correlationId, "string");
    assert.deepEqual((await send("edge-agent", `GET ${path}`)).body, visible);
    const items = async (role: string, query: string) => (await send(role, `GET ${query}`)).body["items"] as Json[];
    const listed = await items("edge-agent", `${BASE}/orders`);
    assert.deepEqual(
      listed.find(({ id }) => id === whole["id"]),
      visible,
    );
    const timeline = await items("mes-service", `${path}/timeline`);
    assert.ok(timeline.length > 0 && timeline.every((entry) => "correlationId" in entry));
    assert.deepEqual(
      await items("edge-agent", `${path}/timeline`),
      timeline.map((entry) => without(entry, "correlationId")),
    );
  });

  it("hide an order that has ended from who may see only open ones, with the answer of one that does not exist", async () => {
    const order = orderDocument();
    await send("planner", `POST ${BASE}/orders`, order);
    await gateway.database.unitOfWork.run((tx) =>
      tx.query("UPDATE il.production_order SET state = 'CANCELLED' WHERE order_number = $1", [order.orderNumber]),
    );
    const path = `${BASE}/orders/P100/`;
    for (const rest of ["", "/timeline"]) {
      const hidden = await send("edge-agent", `GET ${path}${order.orderNumber}${rest}`);
      const absent = await send("edge-agent", `GET ${path}NEVERWAS${rest}`);
      assert.equal(hidden.status, 404);
      const plain = (problem: Json): string =>
        JSON.stringify(without(without(problem, "correlationId"), "instance")).replaceAll(
          order.orderNumber,
          "NEVERWAS",
        );
      assert.equal(plain(hidden.body), plain(absent.body));
    }
    assert.equal((await send("mes-service", `GET ${path}${order.orderNumber}`)).status, 200);
  });
});
