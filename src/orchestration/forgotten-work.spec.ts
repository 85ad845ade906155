import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, createTestDatabase } from "../../test/support/test-database.js";
import { appendEngineCommands } from "../platform/engine/engine-commands.js";
import { type Database, openDatabase } from "../platform/persistence/open-database.js";
import { startsOfForgottenWork } from "./forgotten-work.js";

let testDatabase: TestDatabase;
let database: Database;

before(async () => {
  testDatabase = await createTestDatabase();
  const configuration = { databaseUrl: testDatabase.url, databaseConnections: 2, role: "worker" } as const;
  database = await openDatabase(configuration, () => undefined);
});
after(async () => {
  await database.close();
  await testDatabase.drop();
});

const ORDER = `
  INSERT INTO il.production_order (id, plant_code, order_number, revision, document, document_hash, material_number,
    quantity, unit, operation_id, client_id, correlation_id, traceparent)
  VALUES ($1, 'P100', $1, 1, '{}', 'x', 'FG-4711', 1, 'KGM', $1, 'erp', $1, 't')`;

const MOVEMENT = `
  INSERT INTO il.movement (id, plant_code, movement_number, lane_key, movement_type, order_number, document,
    document_hash, material_numbers, lot_numbers, client_id, operation_id, correlation_id, traceparent)
  VALUES ($1, 'P100', $1, $2, 'SCRAP', $2, '{}', '', '{}', '{}', 'c', 'o', 'c', 't')`;

const started = (): Promise<string[]> =>
  database.unitOfWork.run(async (tx) => {
    const commands = await startsOfForgottenWork(tx);
    await appendEngineCommands(tx, commands);
    return commands.map(({ workflow_id: id }) => id);
  });

test("a quarantined movement is started once its order is ready, and once for each of its versions", async () => {
  await database.pool.query(ORDER, ["O1"]);
  await database.pool.query(MOVEMENT, ["MV1", "O1"]);
  await database.pool.query("UPDATE il.movement SET state = 'QUARANTINED' WHERE id = 'MV1'");
  assert.deepEqual(await started(), []);
  await database.pool.query("UPDATE il.production_order SET state = 'READY' WHERE order_number = 'O1'");
  assert.deepEqual(await started(), ["movement:MV1:sweep-1"]);
  assert.deepEqual(await started(), []);
});
