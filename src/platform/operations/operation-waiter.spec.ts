import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/test-database.js";
import { systemClock } from "../../kernel/clock.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { type Database, openDatabase } from "../persistence/open-database.js";
import { settleOperation } from "./operation-status.js";
import { OperationWaiter } from "./operation-waiter.js";

const ids = new UlidFactory(systemClock);
const PROBLEM = {
  type: "urn:interlock:problem:test",
  title: "Test",
  status: 422,
  code: "TEST",
  class: "BUSINESS",
  retryable: false,
  correlationId: "c",
} as const;

describe("accepted work", () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let waiter: OperationWaiter;
  let id: string;

  before(async () => {
    testDatabase = await createTestDatabase();
    const configuration = { databaseUrl: testDatabase.url, databaseConnections: 4, role: "all" } as const;
    database = await openDatabase(configuration, () => undefined);
    waiter = new OperationWaiter(database.unitOfWork, systemClock);
  });
  after(async () => {
    await database.close();
    await testDatabase.drop();
  });
  beforeEach(async () => {
    id = ids.next();
    await database.pool.query(
      `INSERT INTO il.operation_status (id, kind, plant_code, resource, client_id, correlation_id)
       VALUES ($1, 'test', 'P100', '/test', 'erp', 'c')`,
      [id],
    );
  });

  const settle = (...args: [state: "SUCCEEDED" | "FAILED" | "PARKED", problem?: typeof PROBLEM]): Promise<void> =>
    database.unitOfWork.run((tx) => settleOperation(tx, id, ...args));

  it("is waited for by many at once until it ends", async () => {
    const waiting = Promise.all([waiter.wait(id, 10), waiter.wait(id, 10)]);
    await settle("SUCCEEDED");
    const states = (await waiting).map((status) => status?.state);
    assert.deepEqual(states, ["SUCCEEDED", "SUCCEEDED"]);
  });

  it("is shown as it stands when the caller does not wait, or does not wait long enough", async () => {
    assert.equal((await waiter.wait(id, 0))?.state, "RUNNING");
    assert.equal((await waiter.wait(id, 0.01))?.state, "RUNNING");
    assert.equal(await waiter.wait(ids.next(), 1), undefined);
  });

  it("that is parked waits for a person, and can still end", async () => {
    await settle("PARKED", PROBLEM);
    const parked = await waiter.wait(id, 10);
    assert.deepEqual([parked?.state, parked?.finishedAt, parked?.problem], ["PARKED", undefined, PROBLEM]);
    await settle("SUCCEEDED");
    const done = await waiter.read(id);
    assert.deepEqual([done?.state, done?.problem, typeof done?.finishedAt], ["SUCCEEDED", undefined, "string"]);
  });

  it("that has ended stays as it ended", async () => {
    await settle("FAILED", PROBLEM);
    await settle("SUCCEEDED");
    await settle("PARKED", PROBLEM);
    assert.equal((await waiter.read(id))?.state, "FAILED");
  });

  it("fails those who wait when the database cannot be asked", async () => {
    const broken = new OperationWaiter({ read: () => Promise.reject(new Error("gone")) }, systemClock);
    await assert.rejects(broken.wait(id, 10), /gone/);
  });
});
