import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type TestDatabase, createTestDatabase } from "../../../test/support/test-database.js";
import { readConfiguration } from "../../config/configuration.js";
import { type Database, openDatabase } from "../../platform/persistence/open-database.js";
import { lockHold, serialiseHolds } from "./hold.js";

const HOLD = `
  INSERT INTO il.quality_hold (id, plant_code, scope, scope_key, severity, effects, reason_code, document, content_hash,
    placed_by, occurred_at, correlation_id, traceparent)
  VALUES ('H1', 'P1', '{}', 'LOT:M/L', 'MAJOR', '{GOODS_ISSUE}', 'Q01', '{}', repeat('0', 64), 'qms', now(), 'c', 't')`;

describe("the row of a hold", () => {
  let testDatabase: TestDatabase;
  let database: Database;

  before(async () => {
    testDatabase = await createTestDatabase();
    database = await openDatabase(readConfiguration({ INTERLOCK_DATABASE_URL: testDatabase.url }), () => undefined);
    await database.pool.query(HOLD);
  });
  after(async () => {
    await database.close();
    await testDatabase.drop();
  });

  it("is locked behind the holds of its plant, so that a command and the worker never wait for each other", async () => {
    const steps: string[] = [];
    let command: Promise<void> = Promise.resolve();
    await database.unitOfWork.run(async (tx) => {
      await serialiseHolds(tx, "P1");
      command = database.unitOfWork.run(async (other) => {
        await lockHold(other, "H1");
        steps.push("command");
        await serialiseHolds(other, "P1");
      });
      // The command has come as far as it comes.
      await new Promise((resolve) => setTimeout(resolve, 200));
      await lockHold(tx, "H1");
      steps.push("worker");
    });
    await command;
    assert.deepEqual(steps, ["worker", "command"]);
  });
});
