import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sharedGateway } from "../../../support/gateway/shared-gateway.js";
import { newOrderNumber } from "../../../support/production-order/documents.js";
import { releaseOrder, reportExecution } from "../../../support/production-order/stage.js";

describe("listConfirmations answers 200", () => {
  it("in the order they were recorded, page by page", async () => {
    const gateway = await sharedGateway();
    const { orderNumber, resource } = await releaseOrder(gateway);
    for (const sequence of [3, 1, 2]) await reportExecution(gateway, orderNumber, { sequence });
    const seen: number[] = [];
    let cursor = "";
    do {
      const target = `GET ${resource}/confirmations?limit=1${cursor}`;
      const { body } = await gateway.client.send(target, { as: "auditor" });
      const items = body["items"] as readonly { readonly report: { readonly sequence: number } }[];
      seen.push(...items.map(({ report }) => report.sequence));
      cursor = typeof body["nextCursor"] === "string" ? `&cursor=${body["nextCursor"]}` : "";
    } while (cursor !== "");
    assert.deepEqual(seen, [3, 1, 2]);
  });

  it("with an empty list for an order without reports", async () => {
    const gateway = await sharedGateway();
    const { resource } = await releaseOrder(gateway);
    const { status, body } = await gateway.client.send(`GET ${resource}/confirmations`, { as: "auditor" });
    assert.deepEqual([status, body], [200, { items: [], nextCursor: null }]);
  });

  it("with the reports of an order that has not come yet", async () => {
    const gateway = await sharedGateway();
    const orderNumber = newOrderNumber();
    const { resource } = await reportExecution(gateway, orderNumber);
    const list = resource.slice(0, resource.lastIndexOf("/"));
    const { status, body } = await gateway.client.send(`GET ${list}`, { as: "mes" });
    assert.deepEqual([status, (body["items"] as unknown[]).length], [200, 1]);
  });
});
