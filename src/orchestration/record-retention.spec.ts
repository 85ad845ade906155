import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, createTestDatabase } from "../../test/support/test-database.js";
import { systemClock } from "../kernel/clock.js";
import { UlidFactory } from "../kernel/ulid.js";
import { type TestEngine, openTestEngine, silentLogger } from "./conformance/test-engine.js";
import { EngineCommandStore } from "./engine-command.store.js";
import { QuarantineSweep } from "./quarantine-sweep.js";
import { RecordRetention } from "./record-retention.js";
import { RecordRetentionStore } from "./record-retention.store.js";

const DAY_MS = 86_400_000;
let database: TestDatabase;
let context: TestEngine;

before(async () => {
  database = await createTestDatabase();
  context = await openTestEngine(database.url);
});

after(async () => {
  await context.close();
  await database.drop();
});

const valuesOf = async (sql: string): Promise<unknown[]> =>
  (await context.pool.query<{ value: unknown }>(sql)).rows.map(({ value }) => value);

async function addOperation(submittedDaysAgo: number, finishedDaysAgo: number | undefined): Promise<string> {
  const submitted = new Date(systemClock.now().getTime() - submittedDaysAgo * DAY_MS);
  const id = new UlidFactory({ now: () => submitted, monotonicMs: () => 0 }).next();
  await context.pool.query(
    `INSERT INTO il.operation_status (id, kind, plant_code, resource, client_id, correlation_id, state, finished_at)
     VALUES ($1, 'k', 'P1', 'r', 'c', 'c', $2, now() - $3 * interval '1 day')`,
    [id, finishedDaysAgo === undefined ? "PARKED" : "SUCCEEDED", finishedDaysAgo ?? null],
  );
  return id;
}

test("deletes expired keys and operations that finished long ago, and keeps the others", async () => {
  const retention = new RecordRetention(context.unitOfWork, new RecordRetentionStore(), systemClock, silentLogger);
  await addOperation(450, 410);
  const kept = [await addOperation(450, 390), await addOperation(450, undefined), await addOperation(1, 1)];
  await context.pool.query(
    `INSERT INTO il.idempotency (client_id, operation, key, request_hash, status, response, expires_at)
     SELECT 'c', 'o', 'old-' || n, '', 202, '', now() - interval '1 second' FROM generate_series(1, 250) n
     UNION ALL SELECT 'c', 'o', 'new', '', 202, '', now() + interval '1 day'`,
  );
  assert.equal(await retention.sweep(), true, "a full batch means that more may be there");
  assert.equal(await retention.sweep(), false);
  assert.deepEqual(await valuesOf("SELECT key AS value FROM il.idempotency"), ["new"]);
  assert.deepEqual(await valuesOf("SELECT id AS value FROM il.operation_status ORDER BY id"), kept.toSorted());
});

test("deletes commands that were done more than a day ago, and keeps those that are open however old", async () => {
  await context.pool.query(
    `INSERT INTO il.engine_command (kind, workflow_id, input, done_at) VALUES
     ('START', 'open', '{}', NULL), ('START', 'old', '{}', now() - interval '2 days'), ('START', 'done', '{}', now())`,
  );
  const store = new EngineCommandStore();
  assert.equal(await context.unitOfWork.run((tx) => store.deleteDone(tx, 86_400, 200)), 1);
  assert.deepEqual(await valuesOf("SELECT workflow_id AS value FROM il.engine_command ORDER BY id"), ["open", "done"]);
});

test("the quarantine sweep commands a forgotten report once a version", async () => {
  await context.pool.query(
    `INSERT INTO il.production_order (id, plant_code, order_number, revision, document, document_hash, material_number,
       quantity, unit, operation_id, client_id, correlation_id, traceparent)
     VALUES ('o', 'P1', '1', 1, '{}', '', 'm', 1, 'KGM', 'o', 'c', 'c', '')`,
  );
  await context.pool.query("UPDATE il.production_order SET state = 'READY'");
  await context.pool.query(
    `INSERT INTO il.confirmation (id, plant_code, order_number, client_id, operation_number, kind, document,
       document_hash, operation_id, correlation_id, traceparent)
     VALUES ('report', 'P1', '1', 'c', '0010', 'k', '{}', '', 'o', 'c', '')`,
  );
  await context.pool.query("UPDATE il.confirmation SET state = 'QUARANTINED'");
  const sweep = new QuarantineSweep(context.unitOfWork, silentLogger);
  assert.equal(await sweep.sweep(), true);
  assert.equal(await sweep.sweep(), false);
  await context.pool.query("UPDATE il.confirmation SET version = version + 1");
  assert.equal(await sweep.sweep(), true);
  const commanded =
    "SELECT workflow_id AS value FROM il.engine_command WHERE workflow_id LIKE 'execution:%' ORDER BY id";
  assert.deepEqual(await valuesOf(commanded), ["execution:report:sweep-1", "execution:report:sweep-2"]);
});
