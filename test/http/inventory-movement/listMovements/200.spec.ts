import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sharedGateway } from "../../../support/gateway/shared-gateway.js";
import type { TestGateway } from "../../../support/gateway/test-gateway.js";
import { BASE, lineDocument } from "../../../support/inventory-movement/documents.js";
import { newOrderNumber } from "../../../support/production-order/documents.js";
import { reportMovement } from "../../../support/inventory-movement/samples.js";

interface Page {
  readonly ids: readonly string[];
  readonly nextCursor: string | null;
}

async function list({ client }: TestGateway, query: string, as: "mes" | "foreign-mes" = "mes"): Promise<Page> {
  const { status, body } = await client.send(`GET ${BASE}/movements?${query}`, { as });
  assert.equal(status, 200, JSON.stringify(body));
  const items = body["items"] as readonly { readonly id: string }[];
  return { ids: items.map(({ id }) => id), nextCursor: body["nextCursor"] as string | null };
}

/** Movements of a lot that no other spec uses, in the order of their report. */
async function reportMany(gateway: TestGateway, count: number): Promise<{ lotNumber: string; ids: string[] }> {
  const lotNumber = `L-${newOrderNumber()}`;
  const quantity = { value: "2", unit: "KGM" };
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    ids.push((await reportMovement(gateway, { lines: [lineDocument({ lots: [{ lotNumber, quantity }] })] })).id);
  }
  return { lotNumber, ids };
}

describe("listMovements answers 200", () => {
  it("page by page, each movement once, in the order of their last change", async () => {
    const gateway = await sharedGateway();
    const { lotNumber, ids } = await reportMany(gateway, 5);
    const seen: string[] = [];
    let cursor = "";
    for (let pages = 1; ; pages++) {
      const page = await list(gateway, `lotNumber=${lotNumber}&limit=2${cursor}`);
      seen.push(...page.ids);
      assert.equal(page.nextCursor === null, pages === 3);
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    assert.deepEqual(seen, ids);
  });

  it("with what the filters let through, and only of plants that the caller may see", async () => {
    const gateway = await sharedGateway();
    const { lotNumber, ids } = await reportMany(gateway, 1);
    const of = (query: string): Promise<Page> => list(gateway, `lotNumber=${lotNumber}&${query}`);
    assert.deepEqual((await of("movementType=SCRAP&state=RECEIVED&materialNumber=RM-100&plantCode=P100")).ids, ids);
    assert.deepEqual((await of("movementType=ISSUE_TO_ORDER")).ids, []);
    assert.deepEqual((await of("state=POSTED")).ids, []);
    assert.deepEqual((await of("orderNumber=1000042")).ids, []);
    assert.deepEqual((await of("updatedSince=2999-01-01T00:00:00Z")).ids, []);
    assert.deepEqual((await list(gateway, `lotNumber=${lotNumber}`, "foreign-mes")).ids, []);
  });
});
