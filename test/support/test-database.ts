import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Client } from "pg";
import { projectRoot } from "../../src/config/project-root.js";
import { systemClock } from "../../src/kernel/clock.js";
import { connectClient, errorCode, withClient } from "../../src/platform/persistence/connect-client.js";
import { EmbeddedPostgres } from "../../src/platform/persistence/embedded-postgres.js";
import { migrate } from "../../src/platform/persistence/migrate.js";

/** A database of its own for one test or one spec file. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it, also when connections are still open. */
  drop(): Promise<void>;
}

const LOCK_KEY = 0x696c_0002;

/** Test data is thrown away, so it need not survive a power cut. */
const cluster = new EmbeddedPostgres(join(projectRoot, ".cache", "test-postgres"), systemClock, {
  fsync: "off",
  full_page_writes: "off",
  max_connections: "400",
});

let started: Promise<string> | undefined;
let count = 0;

/**
 * Makes a migrated, empty database. All test processes share one server, which the first of them starts and
 * `stopTestCluster` ends; each database is a copy of a template that is rebuilt when a migration changes.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = await startOnce();
  const template = `template_${fingerprint()}`;
  const name = `test_${process.pid}_${++count}`;
  await withClient(adminUrl, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK_KEY]);
    if (!(await hasDatabase(client, template))) await buildTemplate(client, adminUrl, template);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return { url: databaseUrl(adminUrl, name), drop: async () => await dropDatabase(adminUrl, name) };
}

/** An empty database without any table, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const adminUrl = await startOnce();
  const name = `test_${process.pid}_${++count}`;
  await withClient(adminUrl, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE template0`));
  return { url: databaseUrl(adminUrl, name), drop: async () => await dropDatabase(adminUrl, name) };
}

/** Ends the shared server; called once after the whole run. */
export async function stopTestCluster(): Promise<void> {
  await cluster.stop();
}

/** A start that failed is tried again by whoever asks next. */
async function startOnce(): Promise<string> {
  started ??= start().catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  return await started;
}

async function start(): Promise<string> {
  const { databaseUrl: adminUrl } = await cluster.start();
  await withClient(adminUrl, dropAbandoned);
  return adminUrl;
}

/** A test process that was killed could not drop its databases; its number in their names tells. */
async function dropAbandoned(client: Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'",
  );
  for (const { datname } of rows) {
    const pid = Number(datname.split("_")[1]);
    if (pid === process.pid || !isAlive(pid)) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

/** Built under another name and renamed when complete, so that a killed build is never taken for a template. */
async function buildTemplate(client: Client, adminUrl: string, template: string): Promise<void> {
  const draft = `${template}_draft`;
  await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${draft} TEMPLATE template0`);
  const { migrateEngine } = await import("../../src/orchestration/public.js");
  await migrate(databaseUrl(adminUrl, draft), migrateEngine);
  await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
}

async function hasDatabase(client: Client, name: string): Promise<boolean> {
  return (await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name])).rowCount === 1;
}

async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  const client = await connectClient(adminUrl);
  try {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}

function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Digest of the migrations of this build. */
function fingerprint(): string {
  const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "migrations");
  const hash = createHash("sha256");
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith(".js"))
    .toSorted()) {
    hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest("hex").slice(0, 16);
}
