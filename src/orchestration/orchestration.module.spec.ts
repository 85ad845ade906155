import "reflect-metadata";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { INestApplicationContext } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { makeTemporaryFolder } from "../../test/support/temporary-folder.js";
import { type TestDatabase, createTestDatabase } from "../../test/support/test-database.js";
import { type Configuration, type Role, readConfiguration } from "../config/configuration.js";
import { type Database, openDatabase } from "../platform/persistence/open-database.js";
import { PlatformModule } from "../platform/platform.module.js";
import { ApprovalsModule } from "../platform/approvals/public.js";
import { SecurityModule } from "../platform/security/public.js";
import { silentLogger } from "./conformance/test-engine.js";
import { OrchestrationModule } from "./orchestration.module.js";
import { OrchestrationRunner } from "./orchestration-runner.js";

const folder = makeTemporaryFolder();
let testDatabase: TestDatabase;
let database: Database;

before(async () => {
  testDatabase = await createTestDatabase();
  database = await openDatabase(configurationOf("all"), () => undefined);
});

after(async () => {
  await database.close();
  await testDatabase.drop();
  folder.remove();
});

function configurationOf(role: Role): Configuration {
  return readConfiguration({
    INTERLOCK_ROLE: role,
    INTERLOCK_DATABASE_URL: testDatabase.url,
    INTERLOCK_DATA_DIR: folder.path,
    INTERLOCK_SHUTDOWN_TIMEOUT_SECONDS: "2",
  });
}

function boot(role: Role): Promise<INestApplicationContext> {
  const resources = { configuration: configurationOf(role), ...database, logger: silentLogger, readinessChecks: [] };
  const root = {
    module: TestRoot,
    imports: [PlatformModule.forResources(resources), SecurityModule, ApprovalsModule, OrchestrationModule],
  };
  return NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
}

/** Nest wants a class for the root; it has nothing of its own. */
class TestRoot {
  readonly name = "test";
}

async function executorCount(): Promise<number> {
  return (await database.pool.query("SELECT id FROM il.executor")).rows.length;
}

test("a worker is known to its peers while it runs and forgotten after a graceful stop", async () => {
  const application = await boot("worker");
  const runner = application.get(OrchestrationRunner);
  await runner.start();
  assert.equal(await executorCount(), 1);
  await runner.stop();
  assert.equal(await executorCount(), 0);
  await application.close();
});

test("a gateway runs no workflows", async () => {
  const application = await boot("gateway");
  const runner = application.get(OrchestrationRunner);
  await runner.start();
  assert.equal(await executorCount(), 0);
  await runner.stop();
  await application.close();
});
