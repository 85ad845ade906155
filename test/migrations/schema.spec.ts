import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Client } from "pg";
import { projectRoot } from "../../src/config/project-root.js";
import { migrateEngine } from "../../src/orchestration/dbos/migrate-engine.js";
import { connectClient, withClient } from "../../src/platform/persistence/connect-client.js";
import { migrate, pendingMigrations, revertNewestMigration } from "../../src/platform/persistence/migrate.js";
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from "../support/test-database.js";
import { describeSchema } from "./describe-schema.js";

const goldenFile = join(projectRoot, "test", "migrations", "schema.golden.sql");
const noEngine = async (): Promise<void> => undefined;

describe("migrations", () => {
  const databases: TestDatabase[] = [];
  after(async () => {
    for (const database of databases) await database.drop();
  });

  async function emptyDatabase(): Promise<string> {
    const database = await createEmptyDatabase();
    databases.push(database);
    return database.url;
  }

  it("give exactly the schema of schema.golden.sql", async () => {
    const database = await createTestDatabase();
    databases.push(database);
    const schema = await withClient(database.url, describeSchema);
    if (process.argv.includes("--write-golden")) writeFileSync(goldenFile, schema);
    assert.equal(schema, readFileSync(goldenFile, "utf8"));
  });

  it("can all be undone and applied again with the same result", async () => {
    const url = await emptyDatabase();
    const applied = await migrate(url, noEngine);
    const schema = await withClient(url, describeSchema);
    for (const _ of applied) await revertNewestMigration(url);
    assert.deepEqual(await schemaCount(url), []);
    assert.deepEqual(await migrate(url, noEngine), applied);
    assert.equal(await withClient(url, describeSchema), schema);
  });

  it("are applied once when several processes start at the same time", async () => {
    const url = await emptyDatabase();
    const runs = await Promise.all([1, 2, 3].map(() => migrate(url, migrateEngine)));
    assert.equal(runs.filter((applied) => applied.length > 0).length, 1);
  });

  it("run the engine's migration under the same lock", async () => {
    const url = await emptyDatabase();
    let running = 0;
    const engine = async (): Promise<void> => {
      assert.equal(++running, 1, "two engine migrations ran at once");
      await withClient(url, (client) => client.query("SELECT pg_sleep(0.05)"));
      running--;
    };
    await Promise.all([migrate(url, engine), migrate(url, engine), migrate(url, engine)]);
  });

  describe("pendingMigrations", () => {
    let client: Client;
    let url: string;
    before(async () => {
      url = await emptyDatabase();
      client = await connectClient(url);
    });
    after(async () => await client.end());

    const pending = async (): Promise<string[]> =>
      await pendingMigrations(async (statement) => (await client.query<{ name: string }>(statement)).rows);

    it("names every migration of an empty database, oldest first, and none of a migrated one", async () => {
      const all = await pending();
      assert.equal(all[0], "CreatePlatform1763900000000");
      assert.deepEqual(all, await migrate(url, noEngine));
      assert.deepEqual(await pending(), []);
      await revertNewestMigration(url);
      assert.deepEqual(await pending(), all.slice(-1));
    });
  });
});

async function schemaCount(url: string): Promise<unknown[]> {
  const statement = "SELECT nspname FROM pg_namespace WHERE nspname = 'il'";
  return await withClient(url, async (client) => (await client.query<object>(statement)).rows);
}
