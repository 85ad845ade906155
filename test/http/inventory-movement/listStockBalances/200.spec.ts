import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sharedGateway } from "../../../support/gateway/shared-gateway.js";
import { BASE } from "../../../support/inventory-movement/documents.js";
import type { Json } from "../../../support/production-order/documents.js";

describe("listStockBalances answers 200", () => {
  it("page by page, each balance once, with what the filters let through", async () => {
    const { client } = await sharedGateway();
    const read = async (query: string): Promise<{ items: readonly Json[]; nextCursor: string | null }> => {
      const { status, body } = await client.send(`GET ${BASE}/stock-balances?${query}`, { as: "erp" });
      assert.equal(status, 200, JSON.stringify(body));
      return body as { items: readonly Json[]; nextCursor: string | null };
    };
    const all = await read("limit=500&stockStatus=UNRESTRICTED,BLOCKED,QUALITY,WIP");
    assert.ok(all.items.length >= 2);
    const first = await read("limit=1");
    const second = await read(`limit=1&cursor=${String(first.nextCursor)}`);
    assert.deepEqual([...first.items, ...second.items], all.items.slice(0, 2));
    const lots = (await read("materialNumber=RM-100&lotNumber=LOT-RM-7")).items;
    assert.deepEqual([...new Set(lots.map((one) => one["lotNumber"]))], ["LOT-RM-7"]);
  });

  it("without the stock of plants that the caller may not see", async () => {
    const { client } = await sharedGateway();
    const { body } = await client.send(`GET ${BASE}/stock-balances`, { as: "foreign-mes" });
    assert.deepEqual(body["items"], []);
  });
});
