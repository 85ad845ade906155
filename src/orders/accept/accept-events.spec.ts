import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type TestDatabase, createTestDatabase } from "../../../test/support/test-database.js";
import { systemClock } from "../../kernel/clock.js";
import { sha256Hex } from "../../kernel/hash.js";
import { newTraceparent } from "../../kernel/trace-context.js";
import { UlidFactory } from "../../kernel/ulid.js";
import type { AcceptResult } from "../../platform/accept/public.js";
import { AuditLog } from "../../platform/audit/audit-log.js";
import { EventContractError } from "../../platform/messaging/event-contract-error.js";
import { loadEventContracts } from "../../platform/messaging/event-contracts.js";
import { Outbox } from "../../platform/messaging/outbox.js";
import { type Database, openDatabase } from "../../platform/persistence/open-database.js";
import { exampleOrder } from "../release/checks/release-fixture.js";
import { AcceptOrders } from "./accept.js";

describe("the event of an accepted order", () => {
  const ids = new UlidFactory(systemClock);
  let testDatabase: TestDatabase;
  let database: Database;
  let accept: AcceptOrders;

  before(async () => {
    testDatabase = await createTestDatabase();
    const configuration = { databaseUrl: testDatabase.url, databaseConnections: 4, role: "gateway" } as const;
    database = await openDatabase(configuration, () => undefined);
    const contracts = loadEventContracts();
    const outbox = new Outbox(ids, systemClock, (event) => contracts.validateEvent(event));
    accept = new AcceptOrders(database.pool, ids, outbox, new AuditLog(systemClock));
  });
  after(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const release = async (order: object): Promise<AcceptResult> => {
    const document = JSON.stringify(order);
    const request = {
      clientId: "erp",
      operation: "releaseOrder",
      permission: "order:release",
      idempotencyKey: ids.next(),
      requestHash: sha256Hex(document),
      documentHash: sha256Hex(document),
      correlationId: ids.next(),
      traceparent: newTraceparent(),
      plantCode: "P100",
      orderNumber: exampleOrder().orderNumber,
      resource: "/orders/P100/1",
      operationsPath: "/operations",
      document,
      resourceType: "production-order",
    };
    const columns = { revision: 1, materialNumber: "FG-4711", quantity: "1", unit: "KGM", ifMatch: undefined };
    return await accept.release(request, columns);
  };

  it("is checked with the order that the statement puts into it, and a breach stores nothing", async () => {
    await assert.rejects(release({ ...exampleOrder(), colour: "red" }), (error: unknown) => {
      assert.ok(error instanceof EventContractError);
      assert.deepEqual(
        error.findings.map(({ pointer }) => pointer),
        ["/data/order/colour"],
      );
      return true;
    });
    const rows = await database.unitOfWork.read("SELECT id FROM il.production_order");
    assert.deepEqual(rows, []);
  });

  it("keeps to its contract as it is stored", async () => {
    assert.equal((await release(exampleOrder())).verdict, "ACCEPTED");
    const [row] = await database.unitOfWork.read<{
      event: Parameters<ReturnType<typeof loadEventContracts>["validateEvent"]>[0];
    }>("SELECT event::json AS event FROM il.outbox");
    assert.ok(row !== undefined);
    assert.deepEqual(loadEventContracts().validateEvent(row.event), []);
    assert.deepEqual(row.event.data["order"], exampleOrder());
  });
});
