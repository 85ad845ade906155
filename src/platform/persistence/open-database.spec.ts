import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { createTestDatabase, type TestDatabase } from "../../../test/support/test-database.js";
import { withClient } from "./connect-client.js";
import { type Database, openDatabase } from "./open-database.js";

describe("openDatabase", () => {
  let testDatabase: TestDatabase;
  let database: Database;
  const lost: Error[] = [];

  before(async () => {
    testDatabase = await createTestDatabase();
    const configuration = { databaseUrl: testDatabase.url, databaseConnections: 6, role: "worker" } as const;
    database = await openDatabase(configuration, (error) => lost.push(error));
  });

  after(async () => {
    await database.close();
    await testDatabase.drop();
  });

  it("commits a unit of work as a whole and rolls it back as a whole", async () => {
    await database.unitOfWork.run(async (tx) => {
      await tx.query("CREATE TABLE probe (n integer)");
      await tx.query("INSERT INTO probe VALUES ($1)", [1]);
    });
    const failed = database.unitOfWork.run(async (tx) => {
      await tx.query("INSERT INTO probe VALUES (2)");
      await tx.manager.query("INSERT INTO probe VALUES (3)");
      throw new Error("changed its mind");
    });
    await assert.rejects(failed, /changed its mind/);
    assert.deepEqual(await database.unitOfWork.read("SELECT n FROM probe"), [{ n: 1 }]);
  });

  it("bounds statements and idle transactions, and names itself to the server", async () => {
    const statement = `SELECT current_setting('statement_timeout') AS statement,
      current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('application_name') AS name`;
    assert.deepEqual(await database.unitOfWork.read(statement), [
      { statement: "30s", idle: "10s", name: "interlock worker" },
    ]);
  });

  it("survives the loss of its idle connections and opens new ones", async () => {
    await database.pool.query("SELECT 1");
    await withClient(testDatabase.url, (client) =>
      client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'interlock worker'`),
    );
    assert.deepEqual(await retryOnce(() => database.unitOfWork.read("SELECT 1 AS one")), [{ one: 1 }]);
    // Each cut connection tells of itself, which may be after a fresh one has answered; never would fail by the time limit.
    while (lost.length === 0) await delay(10);
  });

  it("says in one sentence why a database cannot be used, without its password", async () => {
    const unreachable = openDatabase(
      { databaseUrl: "postgres://interlock:secret@127.0.0.1:1/interlock", databaseConnections: 6, role: "all" },
      () => undefined,
    );
    await assert.rejects(unreachable, (error: Error) => {
      assert.match(
        error.message,
        /^The database 127\.0\.0\.1:1\/interlock cannot be reached \(.*\); start it, or correct/,
      );
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  });
});

/** A connection that was just cut may be handed out before the pool has noticed. */
async function retryOnce<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    return await work();
  }
}
