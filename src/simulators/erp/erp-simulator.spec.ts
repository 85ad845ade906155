import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import { request } from "undici";
import { GatewayStandIn } from "../gateway-fixture.js";
import { ErpSimulator } from "./erp-simulator.js";

const CONFIRMATIONS = "sap/opu/odata/sap/API_PROD_ORDER_CONFIRMATION_2_SRV/ProdnOrdConf2";
const MATERIAL_DOCUMENTS = "sap/opu/odata/sap/API_MATERIAL_DOCUMENT_SRV/A_MaterialDocumentHeader";
const credentials = { clientId: "erp-simulator", clientSecret: "secret" };

/** The members of all answers that the tests read. */
interface Body {
  readonly d?: {
    readonly MaterialDocument?: string;
    readonly ConfirmationGroup?: string;
    readonly ConfirmationCount?: string;
    readonly results?: readonly unknown[];
  };
  readonly error?: { readonly code: string };
  readonly items?: readonly unknown[];
  readonly duplicates?: number;
  readonly duplicateKeys?: readonly string[];
  readonly body?: unknown;
}

interface Reply {
  readonly status: number;
  readonly body: Body;
}

describe("ERP simulator", () => {
  const folder = mkdtempSync(join(tmpdir(), "erp-simulator-"));
  const gateway = new GatewayStandIn();
  let simulator: ErpSimulator | undefined;
  let url = "";
  before(async () => {
    await gateway.open();
  });
  after(async () => {
    await gateway.close();
    rmSync(folder, { recursive: true });
  });
  afterEach(async () => {
    await simulator?.close();
    simulator = undefined;
  });

  async function start(store?: string): Promise<void> {
    await simulator?.close();
    simulator = new ErpSimulator({
      gateway: gateway.url,
      store: store === undefined ? undefined : join(folder, store),
      credentials,
    });
    url = `http://127.0.0.1:${await simulator.listen(0)}`;
  }

  async function call(method: "GET" | "POST", path: string, body?: unknown): Promise<Reply> {
    const answer = await request(`${url}/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.body.text();
    return { status: answer.statusCode, body: JSON.parse(text) as Body };
  }

  it("numbers documents like SAP and goes on numbering after a restart, even after a torn last line", async () => {
    await start("documents.jsonl");
    assert.equal((await call("POST", MATERIAL_DOCUMENTS, movement("K1"))).body.d?.MaterialDocument, "4900000001");
    assert.deepEqual(confirmationNumbers(await call("POST", CONFIRMATIONS, confirmation("C1"))), ["0001000001", "1"]);
    await simulator?.close();
    simulator = undefined;
    appendFileSync(join(folder, "documents.jsonl"), '{"kind":"ISSUE_TO');
    await start("documents.jsonl");
    assert.equal((await call("POST", MATERIAL_DOCUMENTS, movement("K2"))).body.d?.MaterialDocument, "4900000002");
    assert.deepEqual(confirmationNumbers(await call("POST", CONFIRMATIONS, confirmation("C2"))), ["0001000001", "2"]);
    await start("documents.jsonl");
    assert.equal((await call("GET", "simulator/documents")).body.items?.length, 4);
  });

  it("refuses a second confirmation with the same key, and books a second material document", async () => {
    await start();
    await call("POST", CONFIRMATIONS, confirmation("C1"));
    const again = await call("POST", CONFIRMATIONS, confirmation("C1"));
    assert.deepEqual([again.status, again.body.error?.code], [400, "RU/505"]);
    await call("POST", MATERIAL_DOCUMENTS, movement("K1"));
    assert.equal((await call("POST", MATERIAL_DOCUMENTS, movement("K1"))).status, 201);
    const { body } = await call("GET", "simulator/statistics");
    assert.deepEqual([body.duplicates, body.duplicateKeys], [1, ["K1"]]);
    const found = await call("GET", `${MATERIAL_DOCUMENTS}?$filter=${encodeURIComponent("ReferenceDocument eq 'K1'")}`);
    assert.equal(found.body.d?.results?.length, 2);
  });

  it("knows only the materials of an order that was released by it", async () => {
    await start();
    await call("POST", "simulator/orders", { order });
    assert.equal((await call("POST", MATERIAL_DOCUMENTS, movement("K1", "RM-100"))).status, 201);
    assert.equal((await call("POST", MATERIAL_DOCUMENTS, movement("K2", "RM-999"))).body.error?.code, "M3/305");
  });

  it("refuses an unknown order when told to", async () => {
    await start();
    await call("POST", "simulator/behaviour", { registerUnknownOrders: false });
    assert.equal((await call("POST", CONFIRMATIONS, confirmation("C1"))).body.error?.code, "CO/017");
  });

  it("releases an order to the gateway with one key until it is taken, and answers what the gateway answered", async () => {
    await start();
    gateway.calls.length = 0;
    gateway.next.push({ status: 503 }, { status: 0, isCut: true }, { status: 202, body: { id: "operation" } });
    const answer = await call("POST", "simulator/orders", { order });
    assert.deepEqual([answer.status, answer.body.body], [202, { id: "operation" }]);
    assert.deepEqual(
      gateway.calls.map((received) => [received.path, received.body]),
      Array.from({ length: 3 }, () => ["production-order/v1/orders", order]),
    );
  });

  const order = {
    plantCode: "P100",
    orderNumber: "1",
    revision: 1,
    material: { number: "FG" },
    components: [{ materialNumber: "RM-100" }],
  };
});

const confirmationNumbers = ({ body }: Reply): unknown[] => [body.d?.ConfirmationGroup, body.d?.ConfirmationCount];

function confirmation(key: string): object {
  return {
    OrderID: "1",
    OrderOperation: "0010",
    Plant: "P100",
    PostingDate: "2026-11-23T00:00:00",
    ExternalSystemConfirmation: key,
  };
}

function movement(key: string, material = "RM-100"): object {
  const item = {
    Material: material,
    Plant: "P100",
    GoodsMovementType: "261",
    ManufacturingOrder: "1",
    QuantityInEntryUnit: "1",
    EntryUnit: "KG",
  };
  return { PostingDate: "2026-11-23T00:00:00", ReferenceDocument: key, to_MaterialDocumentItem: { results: [item] } };
}
