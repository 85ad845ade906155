import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { systemClock } from "../../kernel/clock.js";
import { sha256Hex } from "../../kernel/hash.js";
import { newTraceparent } from "../../kernel/trace-context.js";
import { UlidFactory } from "../../kernel/ulid.js";
import type { AcceptResult } from "../../platform/accept/public.js";
import { AuditLog } from "../../platform/audit/audit-log.js";
import { Outbox } from "../../platform/messaging/outbox.js";
import { type TestDatabase, createTestDatabase } from "../../../test/support/test-database.js";
import { AcceptOrders } from "./accept.js";
import type { OrderWrite } from "./order-write.js";

const ids = new UlidFactory(systemClock);

function request(orderNumber: string, body: object, key: string = ids.next()): OrderWrite {
  const document = JSON.stringify(body);
  return {
    clientId: "erp",
    operation: "releaseOrder",
    permission: "order:release",
    idempotencyKey: key,
    requestHash: sha256Hex(document),
    documentHash: sha256Hex(document),
    correlationId: ids.next(),
    traceparent: newTraceparent(),
    plantCode: "P1",
    orderNumber,
    resource: `/production-order/v1/orders/P1/${orderNumber}`,
    operationsPath: "/production-order/v1/operations",
    document,
    resourceType: "production-order",
  };
}

const order = (revision: number, quantity = "10"): object => ({
  revision,
  quantity: { value: quantity, unit: "KGM" },
  operations: [{ operationNumber: "0010" }],
});

const COLUMNS = { materialNumber: "FG", quantity: "10", unit: "KGM", ifMatch: undefined };

describe("accepting releases", () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let accept: AcceptOrders;
  /** A second gateway process on the same database. */
  let accept2: AcceptOrders;

  const release = (accepted: OrderWrite, revision: number, quantity = "10", ifMatch?: number): Promise<AcceptResult> =>
    accept.release(accepted, { revision, materialNumber: "FG", quantity, unit: "KGM", ifMatch });

  const count = async (table: string, where = "true"): Promise<number> =>
    Number((await pool.query<{ count: string }>(`SELECT count(*) FROM il.${table} WHERE ${where}`)).rows[0]?.count);

  before(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 8 });
    // Dropping the database may be faster than the last connection is closed.
    pool.on("error", () => undefined);
    accept = new AcceptOrders(pool, ids, new Outbox(ids, systemClock), new AuditLog(systemClock));
    accept2 = new AcceptOrders(pool, ids, new Outbox(ids, systemClock), new AuditLog(systemClock));
  });

  after(async () => {
    await pool.end();
    await database.drop();
  });

  test("stores order, operation, event, audit entry and engine command in one commit", async () => {
    const accepted = request("1", order(1));
    assert.equal((await release(accepted, 1)).verdict, "ACCEPTED");
    assert.equal(await count("production_order", "order_number = '1'"), 1);
    assert.equal(await count("operation_status", `correlation_id = '${accepted.correlationId}'`), 1);
    assert.equal(await count("outbox", "partition_key = 'P1/1'"), 1);
    assert.equal(await count("audit_entry", `correlation_id = '${accepted.correlationId}'`), 1);
    assert.equal(await count("engine_command", "workflow_id = 'order-release:P1/1:1'"), 1);
    const { rows } = await pool.query(
      "SELECT event::json -> 'data' -> 'order' ->> 'revision' AS revision FROM il.outbox WHERE partition_key = 'P1/1'",
    );
    assert.deepEqual(rows, [{ revision: "1" }]);
  });

  test("answers a repeat with the stored answer and another body with the same key with KEY_REUSED", async () => {
    const first = await release(request("2", order(1), "key-2"), 1);
    const repeat = await release(request("2", order(1), "key-2"), 1);
    assert.equal(first.verdict, "ACCEPTED");
    assert.equal(repeat.verdict, "REPLAYED");
    assert.equal("response" in repeat && "response" in first && repeat.response, "response" in first && first.response);
    assert.equal((await release(request("2", order(2), "key-2"), 2)).verdict, "KEY_REUSED");
    assert.equal(await count("outbox", "partition_key = 'P1/2'"), 1);
  });

  test("judges a batch of new orders row by row as soon as one of them is known", async () => {
    await release(request("2b", order(1), "key-2b"), 1);
    // The first one leaves alone; the others wait for it and share a batch.
    const [, repeat, newer, fresh] = await Promise.all([
      release(request("2c", order(1)), 1),
      release(request("2b", order(1), "key-2b"), 1),
      release(request("2b", order(2)), 2),
      release(request("2d", order(1)), 1),
    ]);
    assert.deepEqual([repeat.verdict, newer.verdict, fresh.verdict], ["REPLAYED", "ACCEPTED", "ACCEPTED"]);
    assert.equal(await count("outbox", "partition_key IN ('P1/2b', 'P1/2c', 'P1/2d')"), 4);
    const refused = await Promise.all([
      release(request("2e", order(1)), 1),
      release(request("2f", order(1)), 1, "10", 7),
      release(request("2g", order(1)), 1),
    ]);
    assert.deepEqual(
      refused.map((result) => ("code" in result ? result.code : result.verdict)),
      ["ACCEPTED", "ETAG_MISMATCH", "ACCEPTED"],
    );
    assert.equal(await count("production_order", "order_number = '2f'"), 0);
  });

  test("refuses a lower revision and other content of the same revision, and stores nothing", async () => {
    await release(request("3", order(2)), 2);
    const lower = await release(request("3", order(1), "key-3"), 1);
    assert.deepEqual([lower.verdict, "code" in lower && lower.code], ["REFUSED", "STALE_REVISION"]);
    const other = await release(request("3", order(2, "11")), 2, "11");
    assert.deepEqual([other.verdict, "code" in other && other.code], ["REFUSED", "STALE_REVISION"]);
    assert.equal(await count("idempotency", "key = 'key-3'"), 0);
    assert.equal(await count("audit_entry", "plant_code = 'P1' AND entry -> 'after' ->> 'orderNumber' = '3'"), 1);
  });

  test("takes the same content under a new key for the work already under way", async () => {
    const first = await release(request("4", order(1)), 1);
    const same = await release(request("4", order(1)), 1);
    assert.equal(same.verdict, "SAME");
    assert.equal("operationId" in same && same.operationId, "operationId" in first && first.operationId);
  });

  test("claims the key of a document that is stored already", async () => {
    const first = await release(request("4b", order(1)), 1);
    await release(request("4b", order(1), "key-4b"), 1);
    const repeated = await release(request("4b", order(1), "key-4b"), 1);
    assert.equal(repeated.verdict, "REPLAYED");
    assert.equal("operationId" in repeated && repeated.operationId, "operationId" in first && first.operationId);
    assert.equal((await release(request("4c", order(2), "key-4b"), 2)).verdict, "KEY_REUSED");
    assert.equal(await count("production_order", "order_number = '4c'"), 0);
  });

  test("a newer revision starts again and ends the operation of the older one", async () => {
    await release(request("5", order(1)), 1);
    assert.equal((await release(request("5", order(2)), 2)).verdict, "ACCEPTED");
    const { rows } = await pool.query(
      "SELECT revision, version, sync_state FROM il.production_order WHERE order_number = '5'",
    );
    assert.deepEqual(rows, [{ revision: 2, version: 2, sync_state: "RECEIVED" }]);
    assert.equal(
      await count(
        "operation_status",
        "resource LIKE '%/5' AND state = 'FAILED' AND problem ->> 'code' = 'STALE_REVISION'",
      ),
      1,
    );
  });

  test("refuses If-Match of another version and of an order that does not exist", async () => {
    const missing = await release(request("6", order(1)), 1, "10", 1);
    assert.equal("code" in missing && missing.code, "ETAG_MISMATCH");
    await release(request("6", order(1)), 1);
    const stale = await release(request("6", order(2)), 2, "10", 7);
    assert.equal("code" in stale && stale.code, "ETAG_MISMATCH");
    assert.equal((await release(request("6", order(2)), 2, "10", 1)).verdict, "ACCEPTED");
  });

  test("refuses a quantity below what is confirmed", async () => {
    await release(request("7", order(1)), 1);
    await pool.query("UPDATE il.production_order SET yield = 6, scrap = 1 WHERE order_number = '7'");
    const low = await release(request("7", order(2, "5")), 2, "5");
    assert.deepEqual("detail" in low && [low.code, low.detail["confirmed"]], ["QTY_BELOW_CONFIRMED", "7 KGM"]);
  });

  test("1 of 100 parallel repeats of one request has an effect", async () => {
    const results = await Promise.all(Array.from({ length: 100 }, () => release(request("8", order(1), "key-8"), 1)));
    assert.equal(results.filter((result) => result.verdict === "ACCEPTED").length, 1);
    assert.equal(results.filter((result) => result.verdict === "REPLAYED").length, 99);
    assert.equal(await count("outbox", "partition_key = 'P1/8'"), 1);
  });

  test("of two requests with one key at the same instant, one has the effect and the other its answer", async () => {
    for (let round = 0; round < 40; round++) {
      const pair = await Promise.all([
        release(request(`11-${round}`, order(1), `key-11-${round}`), 1),
        accept2.release(request(`11-${round}`, order(1), `key-11-${round}`), { ...COLUMNS, revision: 1 }),
      ]);
      assert.deepEqual(pair.map((result) => result.verdict).toSorted(), ["ACCEPTED", "REPLAYED"]);
    }
  });

  test("judges a revision again when the order changed while it waited for the order's lock", async () => {
    await release(request("12", order(1)), 1);
    const client = await pool.connect();
    await client.query("BEGIN");
    await client.query("UPDATE il.production_order SET yield = 9, version = version + 1 WHERE order_number = '12'");
    const low = release(request("12", order(2, "5")), 2, "5", 1);
    await setTimeout(200);
    await client.query("COMMIT");
    client.release();
    const result = await low;
    assert.deepEqual([result.verdict, "code" in result && result.code], ["REFUSED", "ETAG_MISMATCH"]);
  });

  test("a row the database refuses fails alone", async () => {
    const good = Array.from({ length: 20 }, (_, index) => release(request(`9-${index}`, order(1)), 1));
    const bad = release(request("9-bad", order(1)), 1, "not a number");
    await assert.rejects(bad);
    assert.ok((await Promise.all(good)).every((result) => result.verdict === "ACCEPTED"));
  });
});
