import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import pg from "pg";
import { type TestDatabase, createTestDatabase } from "../../../test/support/test-database.js";
import { systemClock } from "../../kernel/clock.js";
import { sha256Hex } from "../../kernel/hash.js";
import { newTraceparent } from "../../kernel/trace-context.js";
import { UlidFactory } from "../../kernel/ulid.js";
import type { AcceptResult } from "../../platform/accept/public.js";
import { AuditLog } from "../../platform/audit/audit-log.js";
import type { OrderWrite } from "../accept/order-write.js";
import { AcceptCommands, type CommandColumns } from "./accept-commands.js";

const ids = new UlidFactory(systemClock);

function request(orderNumber: string, key: string = ids.next()): OrderWrite {
  const document = '{"reason":"A test wants it"}';
  return {
    clientId: "erp",
    operation: "cancelOrder",
    permission: "order:cancel",
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

const codeOf = (result: AcceptResult): string => (result.verdict === "REFUSED" ? result.code : result.verdict);

describe("accepting commands", () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let accept: AcceptCommands;

  const cancel = (write: OrderWrite, columns: Partial<CommandColumns> = {}): Promise<AcceptResult> =>
    accept.command(write, { command: "CANCEL", ifMatch: undefined, isForbidden: false, ...columns });

  const insertOrder = (orderNumber: string): Promise<unknown> =>
    pool.query(
      `INSERT INTO il.production_order (id, plant_code, order_number, revision, document, document_hash,
         material_number, quantity, unit, operation_id, client_id, correlation_id, traceparent)
       VALUES ($1, 'P1', $1, 1, '{}', '', 'FG', 1, 'KGM', $1, 'erp', '', '')`,
      [orderNumber],
    );

  before(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 8 });
    // Dropping the database may be faster than the last connection is closed.
    pool.on("error", () => undefined);
    accept = new AcceptCommands(pool, ids, new AuditLog(systemClock));
  });

  after(async () => {
    await pool.end();
    await database.drop();
  });

  test("stores the command with its workflow, and answers a repeat without storing it again", async () => {
    await insertOrder("1");
    const write = request("1");
    const first = await cancel(write, { ifMatch: 1 });
    const second = await cancel(write, { ifMatch: 1 });
    assert.deepEqual([first.verdict, second.verdict], ["ACCEPTED", "REPLAYED"]);
    assert.equal("response" in first && first.response, "response" in second && second.response);
    const { rows } = await pool.query("SELECT command, document ->> 'reason' AS reason FROM il.order_command");
    assert.deepEqual(rows, [{ command: "CANCEL", reason: "A test wants it" }]);
    const commands = await pool.query("SELECT flow FROM il.engine_command WHERE workflow_id LIKE 'order-command:%'");
    assert.deepEqual(commands.rows, [{ flow: "order-command@1" }]);
  });

  test("judges each of many commands on one order by what the ones before it have left", async () => {
    await insertOrder("2");
    const results = await Promise.all([
      cancel(request("2")),
      cancel(request("2"), { ifMatch: 7 }),
      cancel(request("3")),
    ]);
    assert.deepEqual(results.map(codeOf), ["ACCEPTED", "ETAG_MISMATCH", "ORDER_NOT_FOUND"]);
  });

  test("keeps an order from whom the policy keeps it, but tells first what its state forbids anybody", async () => {
    await insertOrder("4");
    assert.equal(codeOf(await cancel(request("4"), { isForbidden: true })), "FORBIDDEN_ACTION");
    await pool.query("UPDATE il.production_order SET state = 'CANCELLED' WHERE order_number = '4'");
    assert.equal(codeOf(await cancel(request("4"), { isForbidden: true })), "ORDER_CLOSED");
  });

  test("refuses to change a stored command", async () => {
    await assert.rejects(pool.query("UPDATE il.order_command SET command = 'ABORT'"), /append-only/);
  });
});
