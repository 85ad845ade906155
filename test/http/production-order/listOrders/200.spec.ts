import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sharedGateway } from "../../../support/gateway/shared-gateway.js";
import type { TestGateway } from "../../../support/gateway/test-gateway.js";
import { BASE, newOrderNumber } from "../../../support/production-order/documents.js";
import { dispatchInPlaceOfWorker, releaseOrder } from "../../../support/production-order/stage.js";

interface Page {
  readonly orderNumbers: readonly string[];
  readonly nextCursor: string | null;
}

async function list({ client }: TestGateway, query: string, as: "mes" | "foreign-mes" = "mes"): Promise<Page> {
  const { status, body } = await client.send(`GET ${BASE}/orders?${query}`, { as });
  assert.equal(status, 200, JSON.stringify(body));
  const items = body["items"] as readonly { readonly order: { readonly orderNumber: string } }[];
  return { orderNumbers: items.map(({ order }) => order.orderNumber), nextCursor: body["nextCursor"] as string | null };
}

/** Orders of a material that no other spec uses, in the order of their release. */
async function releaseMany(gateway: TestGateway, count: number): Promise<{ material: string; orderNumbers: string[] }> {
  const material = `M-${newOrderNumber()}`;
  const orderNumbers: string[] = [];
  for (let index = 0; index < count; index++) {
    orderNumbers.push((await releaseOrder(gateway, { material: { number: material } })).orderNumber);
  }
  return { material, orderNumbers };
}

describe("listOrders answers 200", () => {
  it("page by page, each order once, in the order of their last change", async () => {
    const gateway = await sharedGateway();
    const { material, orderNumbers } = await releaseMany(gateway, 5);
    const seen: string[] = [];
    let cursor = "";
    for (let pages = 1; ; pages++) {
      const page = await list(gateway, `materialNumber=${material}&limit=2${cursor}`);
      seen.push(...page.orderNumbers);
      if (page.nextCursor === null) {
        assert.equal(pages, 3);
        break;
      }
      cursor = `&cursor=${page.nextCursor}`;
    }
    assert.deepEqual(seen, orderNumbers);
  });

  it("without skipping or repeating what did not change when an order changes between two pages", async () => {
    const gateway = await sharedGateway();
    const { material, orderNumbers } = await releaseMany(gateway, 4);
    const first = await list(gateway, `materialNumber=${material}&limit=2`);
    await releaseOrder(gateway, { orderNumber: orderNumbers[0], material: { number: material }, revision: 2 });
    const second = await list(gateway, `materialNumber=${material}&limit=500&cursor=${first.nextCursor}`);
    assert.deepEqual(first.orderNumbers, orderNumbers.slice(0, 2));
    assert.deepEqual(second.orderNumbers, [orderNumbers[2], orderNumbers[3], orderNumbers[0]]);
  });

  it("for orders that were changed in the same microsecond, too", async () => {
    const gateway = await sharedGateway();
    const { material, orderNumbers } = await releaseMany(gateway, 3);
    await gateway.database.pool.query(
      "UPDATE il.production_order SET updated_at = '2026-11-23 08:00:00.000001Z' WHERE material_number = $1",
      [material],
    );
    const first = await list(gateway, `materialNumber=${material}&limit=1`);
    const second = await list(gateway, `materialNumber=${material}&limit=1&cursor=${first.nextCursor}`);
    const third = await list(gateway, `materialNumber=${material}&limit=1&cursor=${second.nextCursor}`);
    assert.deepEqual([...first.orderNumbers, ...second.orderNumbers, ...third.orderNumbers], orderNumbers);
    assert.equal(third.nextCursor, null);
  });

  it("filtered by state, synchronisation, work center and time of change, all at once", async () => {
    const gateway = await sharedGateway();
    const { material, orderNumbers } = await releaseMany(gateway, 3);
    const [, dispatched = ""] = orderNumbers;
    await dispatchInPlaceOfWorker(gateway, dispatched);
    const of = (query: string): Promise<Page> => list(gateway, `materialNumber=${material}&${query}`);
    assert.deepEqual((await of("syncState=DISPATCHED,ACKNOWLEDGED")).orderNumbers, [dispatched]);
    assert.deepEqual((await of("state=READY,RUNNING")).orderNumbers, []);
    assert.equal((await of("state=RELEASED&workCenterCode=MIX01&plantCode=P100")).orderNumbers.length, 3);
    assert.deepEqual((await of("workCenterCode=MIX02")).orderNumbers, []);
    assert.deepEqual((await of("updatedSince=2100-01-01T00:00:00%2B02:00")).orderNumbers, []);
    assert.deepEqual((await of("plantCode=P300")).orderNumbers, []);
  });

  it("from the given time on, that time included", async () => {
    const gateway = await sharedGateway();
    const { material, orderNumbers } = await releaseMany(gateway, 1);
    const { body } = await gateway.client.send(`GET ${BASE}/orders/P100/${orderNumbers[0]}`, { as: "mes" });
    const exact = "2026-11-23T08:00:00.000Z";
    await gateway.database.pool.query("UPDATE il.production_order SET updated_at = $2 WHERE id = $1", [
      body["id"],
      exact,
    ]);
    assert.equal((await list(gateway, `materialNumber=${material}&updatedSince=${exact}`)).orderNumbers.length, 1);
    const later = exact.replace(".000Z", ".001Z");
    assert.equal((await list(gateway, `materialNumber=${material}&updatedSince=${later}`)).orderNumbers.length, 0);
  });

  it("with the orders of the caller's plants only, whatever plant is asked for", async () => {
    const gateway = await sharedGateway();
    const { material } = await releaseMany(gateway, 1);
    assert.deepEqual((await list(gateway, `materialNumber=${material}`, "foreign-mes")).orderNumbers, []);
    assert.deepEqual(
      (await list(gateway, `materialNumber=${material}&plantCode=P100`, "foreign-mes")).orderNumbers,
      [],
    );
  });
});
