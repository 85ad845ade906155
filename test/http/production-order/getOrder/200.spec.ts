import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sharedGateway } from "../../../support/gateway/shared-gateway.js";
import { type Json, orderDocument } from "../../../support/production-order/documents.js";
import { releaseOrder } from "../../../support/production-order/stage.js";

describe("getOrder answers 200", () => {
  it("with the order as it was sent, what became of it, and its version as the entity tag", async () => {
    const gateway = await sharedGateway();
    const sent = orderDocument({ extensions: { sap: { schedulingType: "1", note: null } } });
    const { resource } = await releaseOrder(gateway, sent);
    const { status, body, headers } = await gateway.client.send(`GET ${resource}`, { as: "auditor" });
    assert.equal(status, 200);
    assert.deepEqual(body["order"], sent);
    assert.deepEqual([body["state"], body["syncState"], body["findings"]], ["RELEASED", "RECEIVED", []]);
    assert.deepEqual((body["totals"] as Json)["yield"], { value: "0", unit: "KGM" });
    assert.deepEqual([body["etag"], headers.get("etag")], ["1", '"1"']);
  });

  it("with a new entity tag after each change", async () => {
    const gateway = await sharedGateway();
    const { resource, orderNumber } = await releaseOrder(gateway);
    await releaseOrder(gateway, { orderNumber, revision: 2 });
    const { status, headers } = await gateway.client.send(`GET ${resource}`, {
      as: "mes",
      headers: { "if-none-match": '"1"' },
    });
    assert.deepEqual([status, headers.get("etag")], [200, '"2"']);
  });

  it("to an order number with a slash", async () => {
    const gateway = await sharedGateway();
    const { resource, orderNumber } = await releaseOrder(gateway, { orderNumber: `S/${orderDocument().orderNumber}` });
    const { status, body } = await gateway.client.send(`GET ${resource}`, { as: "erp" });
    assert.deepEqual([status, (body["order"] as Json)["orderNumber"]], [200, orderNumber]);
    assert.match(resource, /%2F/);
  });

  it("to a client that names the media type of a body it does not send", async () => {
    const gateway = await sharedGateway();
    const { resource } = await releaseOrder(gateway);
    const headers = { "content-type": "text/plain" };
    assert.equal((await gateway.client.send(`GET ${resource}`, { as: "erp", headers })).status, 200);
  });
});
